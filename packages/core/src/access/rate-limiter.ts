import type { LimitedClass, RateLimit } from '@sluice/contracts';
import { type BucketLevel, boundsOf, levelOf, takeToken } from './token-bucket.ts';
import type { BucketName, TokenBuckets } from './token-buckets.ts';
import { nextLeaseSize, openLease, spendLease, type TokenLease } from './token-lease.ts';

export type RateCall = {
  /** Undefined for who runs the platform: then only the caller is counted. */
  readonly tenantId: string | undefined;
  readonly callerId: string;
  readonly rateClass: LimitedClass;
  readonly limits: { readonly caller: RateLimit; readonly tenant: RateLimit };
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** Of the bucket that is closer to its end: the caller's own or the tenant's. */
export type RateDecision = BucketLevel & { readonly allowed: boolean; readonly limit: RateLimit };

export interface RateLimiter {
  take(call: RateCall): Promise<RateDecision>;
}

/** More buckets than one process sees in a minute. */
const MAX_SEEN = 5_000;

/**
 * Counts each call against two buckets: the caller's and the tenant's. Both are asked at once while the caller is known
 * to have at least half of its tokens, or nothing is known of it. After that the caller's comes first, and the tenant's
 * only if it lets the call through: who calls without end must not use up what the others of the tenant have.
 *
 * What a process saw of a bucket is kept: a `tat` only grows, so that a bucket that was empty is known to be empty until
 * its time has come, and calls until then cost nothing.
 *
 * The caller's limit is exact. A process that is busy for a tenant takes the tenant's tokens a few at a time, so that most
 * calls are one write and not two: then the tenant's limit is exact but for what grows in one second.
 */
export function createRateLimiter(buckets: TokenBuckets): RateLimiter {
  const seen = new Map<string, number>();
  const leases = new Map<string, TokenLease>();
  const take = async (bucket: BucketName, limit: RateLimit, now: number, tokens = 1): Promise<RateDecision> => {
    const name = nameOf(bucket);
    const lastTat = seen.get(name);
    if (lastTat !== undefined && takeToken(lastTat, boundsOf(limit, now, tokens)) === undefined) {
      return { allowed: false, limit, ...levelOf(lastTat, boundsOf(limit, now)) };
    }
    const { allowed, tat } = await buckets.take({ bucket, limit, tokens, now, lastTat });
    if (seen.size >= MAX_SEEN) seen.clear();
    seen.set(name, Math.max(tat, seen.get(name) ?? 0));
    return { allowed, limit, ...levelOf(tat, boundsOf(limit, now)) };
  };
  const takeLeased = async (bucket: BucketName, limit: RateLimit, now: number): Promise<RateDecision> => {
    const name = nameOf(bucket);
    const lease = leases.get(name);
    const spent = spendLease(lease, now);
    if (spent !== undefined) {
      leases.set(name, spent);
      return { allowed: true, limit, ...levelOf(seen.get(name) ?? 0, boundsOf(limit, now)) };
    }
    const size = nextLeaseSize(lease, limit.burst, now);
    const several = await take(bucket, limit, now, size);
    if (several.allowed) {
      if (leases.size >= MAX_SEEN) leases.clear();
      leases.set(name, openLease(size, now));
    }
    // Near its end a bucket has none to spare: there every token is taken when it is needed.
    return several.allowed || size === 1 || several.remaining === 0 ? several : take(bucket, limit, now);
  };
  const isNearItsEnd = (bucket: BucketName, limit: RateLimit, now: number): boolean => {
    const tat = seen.get(nameOf(bucket));
    return tat !== undefined && levelOf(tat, boundsOf(limit, now)).remaining < limit.burst / 2;
  };
  return {
    async take({ tenantId, callerId, rateClass, limits, now }) {
      const own = { tenantId, callerId, rateClass };
      const takeOwn = () => take(own, limits.caller, now);
      if (tenantId === undefined) return takeOwn();
      const takeShared = () => takeLeased({ tenantId, callerId: undefined, rateClass }, limits.tenant, now);
      if (isNearItsEnd(own, limits.caller, now)) {
        const caller = await takeOwn();
        return caller.allowed ? tighter(caller, await takeShared()) : caller;
      }
      const [caller, tenant] = await Promise.all([takeOwn(), takeShared()]);
      return tighter(caller, tenant);
    },
  };
}

function nameOf({ tenantId, callerId, rateClass }: BucketName): string {
  return JSON.stringify([tenantId, callerId, rateClass]);
}

function tighter(one: RateDecision, other: RateDecision): RateDecision {
  if (one.allowed !== other.allowed) return one.allowed ? other : one;
  if (!one.allowed) return one.retryAfterSeconds >= other.retryAfterSeconds ? one : other;
  return one.remaining <= other.remaining ? one : other;
}
