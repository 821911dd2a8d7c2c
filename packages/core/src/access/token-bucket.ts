import type { RateLimit } from '@sluice/contracts';

/**
 * The rule of a bucket: the generic cell rate algorithm. All a bucket needs to remember is its theoretical arrival time
 * (`tat`): when it will be full again if nobody takes. A call moves it by the time one token takes to grow; a call that
 * would move it further ahead than a full bucket's worth is refused. So in any span of time at most `burst` calls pass,
 * and one more for each interval.
 *
 * Times are whole microseconds since the epoch: sums of them are the same in JavaScript and in DynamoDB.
 */
export type TakeBounds = {
  /** How far one call moves `tat`. */
  readonly interval: number;
  readonly now: number;
  /** A bucket whose `tat` is later is empty. */
  readonly latest: number;
};

const MINUTE = 60_000_000;
const SECOND = 1_000_000;

/** Of taking so many tokens at once, at most `burst`. `now` in milliseconds since the epoch. */
export function boundsOf({ perMinute, burst }: RateLimit, now: number, tokens = 1): TakeBounds {
  // Rounded up: a minute never has one call more.
  const interval = Math.ceil(MINUTE / perMinute);
  const micros = Math.floor(now * 1000);
  return { interval: tokens * interval, now: micros, latest: micros + (burst - tokens) * interval };
}

/** The `tat` after a call, or undefined when the bucket is empty. */
export function takeToken(tat: number | undefined, { interval, now, latest }: TakeBounds): number | undefined {
  const start = Math.max(tat ?? now, now);
  return start > latest ? undefined : start + interval;
}

export type BucketLevel = {
  /** Calls that would pass at once. */
  readonly remaining: number;
  /** Until the bucket is full. */
  readonly resetSeconds: number;
  /** Until one call passes; 0 when one does now. */
  readonly retryAfterSeconds: number;
};

/** How full a bucket is. Seconds are rounded up: who waits as long as told is let in. */
export function levelOf(tat: number, { interval, now, latest }: TakeBounds): BucketLevel {
  const start = Math.max(tat, now);
  return {
    remaining: Math.max(0, Math.floor((latest - start) / interval) + 1),
    resetSeconds: Math.ceil((start - now) / SECOND),
    retryAfterSeconds: Math.ceil(Math.max(0, start - latest) / SECOND),
  };
}
