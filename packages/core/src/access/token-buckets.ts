import type { LimitedClass, RateLimit } from '@sluice/contracts';

/** One caller's bucket or, without a caller, that of all of a tenant. Who runs the platform has no tenant. */
export type BucketName = {
  readonly tenantId: string | undefined;
  readonly callerId: string | undefined;
  readonly rateClass: LimitedClass;
};

export type TakeFrom = {
  readonly bucket: BucketName;
  readonly limit: RateLimit;
  /** All of them or none, at most `limit.burst`. @default 1 */
  readonly tokens?: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What `tat` was when it was last seen: a guess that may save a call, and changes no answer. */
  readonly lastTat?: number | undefined;
};

export type Taken = {
  readonly allowed: boolean;
  /** The bucket's theoretical arrival time now, in microseconds since the epoch. It only ever grows. */
  readonly tat: number;
};

/**
 * Buckets that all processes share. However many take at once, a bucket never lets one call more through than its limit:
 * the slack is none. Only clocks that differ add what grows in the time they are apart.
 */
export interface TokenBuckets {
  take(request: TakeFrom): Promise<Taken>;
}
