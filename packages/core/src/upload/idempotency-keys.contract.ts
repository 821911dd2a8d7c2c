import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../runtime/index.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { IdempotencyClaim, IdempotencyKeys } from './idempotency-keys.ts';

const nextId = sequentialIds(fixedClock());
const HOUR = 3600 * 1000;

/** What every IdempotencyKeys does. `make` answers one that goes by the clock given; each test has its own tenant. */
export function idempotencyKeysContract(make: (clock: Clock) => Promise<IdempotencyKeys>): void {
  let clock: ReturnType<typeof fixedClock>;
  let keys: IdempotencyKeys;
  let claim: IdempotencyClaim;
  beforeEach(async () => {
    clock = fixedClock();
    keys = await make(clock);
    claim = {
      tenantId: `tenant-${nextId()}`,
      userId: 'user-1',
      operationId: 'createUpload',
      key: 'key-1',
      fingerprint: 'fingerprint-1',
      resultId: nextId(),
    };
  });

  const known = () => ({ outcome: 'known', fingerprint: claim.fingerprint, resultId: claim.resultId });

  describe('a key', () => {
    it('is claimed by the first request, and names it to every later one', async () => {
      expect(await keys.claim(claim)).toEqual({ outcome: 'claimed' });
      expect(await keys.claim({ ...claim, resultId: nextId() })).toEqual(known());
      expect(await keys.claim({ ...claim, resultId: nextId() })).toEqual(known());
    });

    it('tells the fingerprint of the first body to a request with another', async () => {
      await keys.claim(claim);
      expect(await keys.claim({ ...claim, fingerprint: 'fingerprint-2' })).toEqual(known());
    });

    it.each<[string, Partial<IdempotencyClaim>]>([
      ['tenant', { tenantId: `tenant-${nextId()}` }],
      ['user', { userId: 'user-2' }],
      ['operation', { operationId: 'createJob' }],
      ['key', { key: 'KEY-1' }],
    ])('of another %s is another', async (_, other) => {
      await keys.claim(claim);
      expect(await keys.claim({ ...claim, ...other })).toEqual({ outcome: 'claimed' });
    });

    it.each([
      ['nothing at all', ''],
      ['separators', 'a#b/c\nd'],
      ['a long text in any script', 'ключ\u{1F511}'.repeat(300)],
    ])('may be %s', async (_, key) => {
      expect(await keys.claim({ ...claim, key })).toEqual({ outcome: 'claimed' });
      expect(await keys.claim({ ...claim, key })).toEqual(known());
    });

    it('is remembered for a day and no longer', async () => {
      await keys.claim(claim);
      clock.advance(24 * HOUR - 2000);
      expect(await keys.claim({ ...claim, resultId: nextId() })).toEqual(known());
      clock.advance(4000);
      expect(await keys.claim({ ...claim, resultId: 'later' })).toEqual({ outcome: 'claimed' });
      expect(await keys.claim(claim)).toMatchObject({ resultId: 'later' });
    });

    it('is claimed by one of twenty requests at once, and the others learn whose it is', async () => {
      const ids = Array.from({ length: 20 }, nextId);
      const answers = await Promise.all(ids.map((resultId) => keys.claim({ ...claim, resultId })));
      const winner = answers.findIndex(({ outcome }) => outcome === 'claimed');
      const others = answers.filter((_, index) => index !== winner);
      expect(others).toEqual(Array.from({ length: 19 }, () => ({ ...known(), resultId: ids[winner] })));
    });
  });
}
