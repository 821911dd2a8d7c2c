import { boundsOf, takeToken } from './token-bucket.ts';
import type { TokenBuckets } from './token-buckets.ts';

/** Shared by one process only: for tests, and where there is no table. */
export function inMemoryTokenBuckets(): TokenBuckets {
  const tats = new Map<string, number>();
  return {
    async take({ bucket: { tenantId, callerId, rateClass }, limit, tokens, now }) {
      const name = JSON.stringify([tenantId, callerId, rateClass]);
      const before = tats.get(name);
      const after = takeToken(before, boundsOf(limit, now, tokens));
      if (after !== undefined) tats.set(name, after);
      return { allowed: after !== undefined, tat: after ?? before ?? 0 };
    },
  };
}
