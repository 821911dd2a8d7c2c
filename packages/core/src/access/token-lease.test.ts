import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryTokenBuckets } from './in-memory-token-buckets.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { nextLeaseSize, openLease, spendLease } from './token-lease.ts';

const NOW = Date.UTC(2026, 0, 1);

describe('a lease', () => {
  it('has as many tokens as were taken, the first of them spent', () => {
    const one = spendLease(openLease(2, NOW), NOW);
    expect(one).toMatchObject({ left: 0 });
    expect(spendLease(one, NOW)).toBeUndefined();
  });

  it('ends after a second', () => {
    expect(spendLease(openLease(9, NOW), NOW + 999)).toBeDefined();
    expect(spendLease(openLease(9, NOW), NOW + 1_000)).toBeUndefined();
  });

  it('grows while all is spent in time, to a twentieth of the bucket', () => {
    let lease = openLease(1, NOW);
    const sizes: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const size = nextLeaseSize({ ...lease, left: 0 }, 200, NOW);
      sizes.push(size);
      lease = openLease(size, NOW);
    }
    expect(sizes).toEqual([2, 4, 8, 10, 10]);
    expect(nextLeaseSize({ ...lease, left: 0 }, 3, NOW)).toBe(1);
  });

  it('starts again at one when some were left', () => {
    expect(nextLeaseSize(undefined, 200, NOW)).toBe(1);
    expect(nextLeaseSize(openLease(8, NOW), 200, NOW + 1_000)).toBe(1);
    expect(nextLeaseSize({ ...openLease(8, NOW), left: 0 }, 200, NOW + 1_000)).toBe(1);
  });
});

describe('a tenant whose tokens are leased by several processes', () => {
  it('never gets more than its limit and what grows in a second', async () => {
    const calls = fc.array(fc.record({ process: fc.nat(2), pause: fc.integer({ min: 0, max: 400 }) }), {
      minLength: 1,
      maxLength: 300,
    });
    const limits = fc.record({
      perMinute: fc.integer({ min: 1, max: 6_000 }),
      burst: fc.integer({ min: 1, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, calls, async (tenant, requests) => {
        const buckets = inMemoryTokenBuckets();
        const limiters = [0, 1, 2].map(() => createRateLimiter(buckets));
        const passed: number[] = [];
        let now = NOW;
        for (const [n, { process, pause }] of requests.entries()) {
          now += pause % 40 === 0 ? pause : 0;
          const caller = { perMinute: 60, burst: 1 };
          const call = { tenantId: 'acme', callerId: `user-${n}`, limits: { caller, tenant }, now };
          if ((await limiters[process]?.take({ ...call, rateClass: 'read' }))?.allowed) passed.push(now);
        }
        for (const [first, from] of passed.entries()) {
          for (const [offset, to] of passed.slice(first).entries()) {
            const most = tenant.burst + ((to - from + 1_000) / 60_000) * tenant.perMinute;
            expect(offset + 1).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gets all that its bucket has', async () => {
    const { take } = createRateLimiter(inMemoryTokenBuckets());
    const limits = { caller: { perMinute: 60, burst: 1 }, tenant: { perMinute: 60, burst: 97 } };
    let passed = 0;
    for (let n = 0; n < 120; n += 1) {
      const { allowed } = await take({ tenantId: 'acme', callerId: `user-${n}`, rateClass: 'read', limits, now: NOW });
      passed += allowed ? 1 : 0;
    }
    expect(passed).toBe(97);
  });

  it('costs one write for most calls of a busy process', async () => {
    let writes = 0;
    const buckets = inMemoryTokenBuckets();
    const { take } = createRateLimiter({
      take: (request) => {
        writes += 1;
        return buckets.take(request);
      },
    });
    const limit = { perMinute: 60_000, burst: 5_000 };
    const limits = { caller: limit, tenant: { perMinute: 600_000, burst: 50_000 } };
    for (let n = 0; n < 100; n += 1) {
      await take({ tenantId: 'acme', callerId: 'ada', rateClass: 'read', limits, now: NOW + n });
    }
    expect(writes).toBeLessThanOrEqual(100 + 7);
  });
});
