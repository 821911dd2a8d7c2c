import { beforeEach, describe, expect, it } from 'vitest';
import type { TokenBuckets } from './token-buckets.ts';

const NOW = Date.UTC(2026, 0, 1);
const limit = { perMinute: 100, burst: 20 };
const bucket = { tenantId: 'acme', callerId: 'ada', rateClass: 'read' } as const;

/** What every TokenBuckets does. `make` answers full buckets, as two processes see them. */
export function tokenBucketsContract(make: () => Promise<readonly [TokenBuckets, TokenBuckets]>): void {
  describe('token buckets', () => {
    let buckets: TokenBuckets;
    let others: TokenBuckets;
    beforeEach(async () => {
      [buckets, others] = await make();
    });
    const takeMany = async (count: number, now = NOW) => {
      const taken = await Promise.all(
        Array.from({ length: count }, (_, n) => (n % 2 === 0 ? buckets : others).take({ bucket, limit, now })),
      );
      return taken.filter(({ allowed }) => allowed).length;
    };

    it('move by one interval a call, from now when idle and from where they are when not', async () => {
      const start = NOW * 1000;
      expect(await buckets.take({ bucket, limit, now: NOW })).toEqual({ allowed: true, tat: start + 600_000 });
      expect(await buckets.take({ bucket, limit, now: NOW + 100 })).toEqual({ allowed: true, tat: start + 1_200_000 });
      const later = NOW + 60_000;
      expect(await buckets.take({ bucket, limit, now: later })).toEqual({ allowed: true, tat: later * 1000 + 600_000 });
    });

    it('let exactly the burst through, however many come at once', async () => {
      expect(await takeMany(50)).toBe(20);
      expect(await takeMany(50)).toBe(0);
    });

    it('grow a token each interval, and no more than the burst', async () => {
      await takeMany(20);
      expect(await takeMany(3, NOW + 599)).toBe(0);
      expect(await takeMany(3, NOW + 600)).toBe(1);
      expect(await takeMany(5, NOW + 1_800)).toBe(2);
      expect(await takeMany(50, NOW + 3_600_000)).toBe(20);
    });

    it('say where an empty one stands, and leave it there', async () => {
      await takeMany(20);
      const full = NOW * 1000 + 20 * 600_000;
      expect(await buckets.take({ bucket, limit, now: NOW })).toEqual({ allowed: false, tat: full });
      expect(await buckets.take({ bucket, limit, now: NOW + 1 })).toEqual({ allowed: false, tat: full });
    });

    it.each([0, (NOW - 1) * 1000, NOW * 1000 + 600_000, (NOW + 60_000) * 1000])(
      'count the same when the last that was seen is %j',
      async (lastTat) => {
        const taken = await Promise.all(
          Array.from({ length: 25 }, () => buckets.take({ bucket, limit, now: NOW, lastTat })),
        );
        expect(taken.filter(({ allowed }) => allowed)).toHaveLength(20);
      },
    );

    it('give several tokens together or none', async () => {
      const of = (tokens: number) => buckets.take({ bucket, limit, tokens, now: NOW });
      expect(await of(15)).toEqual({ allowed: true, tat: NOW * 1000 + 15 * 600_000 });
      expect((await of(6)).allowed).toBe(false);
      expect((await of(5)).allowed).toBe(true);
      expect((await of(1)).allowed).toBe(false);
    });

    it('are apart for each tenant, caller and class', async () => {
      await takeMany(20);
      const others = [
        { ...bucket, rateClass: 'write' as const },
        { ...bucket, callerId: 'bob' },
        { ...bucket, callerId: undefined },
        { ...bucket, tenantId: 'globex' },
        { ...bucket, tenantId: undefined },
      ];
      const one = { perMinute: 1, burst: 1 };
      for (const other of others) {
        expect((await buckets.take({ bucket: other, limit: one, now: NOW })).allowed).toBe(true);
        expect((await buckets.take({ bucket: other, limit: one, now: NOW })).allowed).toBe(false);
      }
    });

    it('keep to a limit that was lowered meanwhile', async () => {
      await takeMany(10);
      expect((await buckets.take({ bucket, limit: { perMinute: 10, burst: 1 }, now: NOW })).allowed).toBe(false);
    });
  });
}
