import { describe, expect, it } from 'vitest';
import { inMemoryTokenBuckets } from './in-memory-token-buckets.ts';
import { createRateLimiter, type RateCall } from './rate-limiter.ts';
import type { TakeFrom, TokenBuckets } from './token-buckets.ts';

const NOW = Date.UTC(2026, 0, 1);
const call: RateCall = {
  tenantId: 'acme',
  callerId: 'ada',
  rateClass: 'read',
  limits: { caller: { perMinute: 60, burst: 4 }, tenant: { perMinute: 60, burst: 6 } },
  now: NOW,
};

/** Buckets that note who was asked for what. */
function watched(buckets: TokenBuckets = inMemoryTokenBuckets()) {
  const asked: TakeFrom[] = [];
  return {
    asked,
    take: (request: TakeFrom) => {
      asked.push(request);
      return buckets.take(request);
    },
  };
}
const owners = (asked: readonly TakeFrom[]) => asked.map(({ bucket }) => bucket.callerId ?? 'all');

describe('a rate limiter', () => {
  it('counts a call against its caller and its tenant, and tells of the one nearer to its end', async () => {
    const buckets = watched();
    const { take } = createRateLimiter(buckets);
    expect(await take(call)).toEqual({
      allowed: true,
      limit: call.limits.caller,
      remaining: 3,
      resetSeconds: 1,
      retryAfterSeconds: 0,
    });
    expect(owners(buckets.asked)).toEqual(['ada', 'all']);
  });

  it('refuses a caller who has used up its own', async () => {
    const { take } = createRateLimiter(inMemoryTokenBuckets());
    for (let n = 0; n < 4; n += 1) expect((await take(call)).allowed).toBe(true);
    expect(await take(call)).toEqual({
      allowed: false,
      limit: call.limits.caller,
      remaining: 0,
      resetSeconds: 4,
      retryAfterSeconds: 1,
    });
  });

  it('refuses everybody of a tenant who together have used up what it has', async () => {
    const { take } = createRateLimiter(inMemoryTokenBuckets());
    for (let n = 0; n < 6; n += 1) await take({ ...call, callerId: `user-${n}` });
    expect(await take({ ...call, callerId: 'late' })).toMatchObject({ allowed: false, limit: call.limits.tenant });
    expect((await take({ ...call, tenantId: 'globex' })).allowed).toBe(true);
  });

  it('lets nobody use up, by calling without end, what the others of the tenant have', async () => {
    const buckets = inMemoryTokenBuckets();
    const processes = Array.from({ length: 3 }, () => createRateLimiter(buckets));
    for (let n = 0; n < 60; n += 1) {
      for (const { take } of processes) await take({ ...call, now: NOW + n });
    }
    expect((await processes[0]?.take({ ...call, callerId: 'bob', now: NOW + 60 }))?.allowed).toBe(true);
  });

  it('asks for nothing while it knows that a bucket is empty', async () => {
    const buckets = watched();
    const { take } = createRateLimiter(buckets);
    for (let n = 0; n < 4; n += 1) await take(call);
    const before = buckets.asked.length;
    expect((await take(call)).allowed).toBe(false);
    expect((await take({ ...call, now: NOW + 999 })).allowed).toBe(false);
    expect(buckets.asked).toHaveLength(before);
    expect((await take({ ...call, now: NOW + 1_000 })).allowed).toBe(true);
  });

  it('hands on what it saw last', async () => {
    const buckets = watched();
    const { take } = createRateLimiter(buckets);
    await take(call);
    await take(call);
    expect(buckets.asked.map(({ lastTat }) => lastTat)).toEqual([
      undefined,
      undefined,
      NOW * 1000 + 1_000_000,
      NOW * 1000 + 1_000_000,
    ]);
  });

  it('tells how long the one that refuses has to grow', async () => {
    const { take } = createRateLimiter(inMemoryTokenBuckets());
    const slow = { caller: { perMinute: 60, burst: 1 }, tenant: { perMinute: 1, burst: 1 } };
    await take({ ...call, limits: slow });
    expect(await take({ ...call, limits: slow })).toMatchObject({ limit: slow.caller, retryAfterSeconds: 1 });
    expect(await take({ ...call, callerId: 'bob', limits: slow })).toMatchObject({ retryAfterSeconds: 60 });
  });

  it('counts who runs the platform by the caller alone', async () => {
    const buckets = watched();
    await createRateLimiter(buckets).take({ ...call, tenantId: undefined });
    expect(owners(buckets.asked)).toEqual(['ada']);
  });

  it('fails when the buckets do', async () => {
    const down: TokenBuckets = { take: () => Promise.reject(new Error('down')) };
    await expect(createRateLimiter(down).take(call)).rejects.toThrow('down');
  });
});
