import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { KeyUses } from './key-uses.ts';

const FIRST = '2026-01-01T00:00:00.000Z';
const LATER = '2026-01-01T00:01:00.000Z';

/** What every KeyUses does. `make` answers one that knows of no use. */
export function keyUsesContract(make: () => Promise<KeyUses>): void {
  const ids = sequentialIds(fixedClock());
  let uses: KeyUses;
  let [a, b, c] = ['', '', ''];
  beforeEach(async () => {
    uses = await make();
    [a, b, c] = [ids(), ids(), ids()];
  });

  describe('the last use of a key', () => {
    it('is none before it was used', async () => {
      expect(await uses.lastUses('acme', [a])).toEqual(new Map());
      expect(await uses.lastUses('acme', [])).toEqual(new Map());
    });

    it('is the latest, whoever came last to say so', async () => {
      await uses.note('acme', a, LATER);
      await uses.note('acme', a, FIRST);
      expect(await uses.lastUses('acme', [a])).toEqual(new Map([[a, LATER]]));
      await uses.note('acme', b, FIRST);
      await uses.note('acme', b, LATER);
      expect(await uses.lastUses('acme', [b])).toEqual(new Map([[b, LATER]]));
    });

    it('is told of the keys that were asked for, in any order', async () => {
      for (const key of [a, b, c]) await uses.note('acme', key, FIRST);
      expect(await uses.lastUses('acme', [c, a])).toEqual(
        new Map([
          [a, FIRST],
          [c, FIRST],
        ]),
      );
    });

    it('is of its tenant alone', async () => {
      await uses.note('acme', a, FIRST);
      expect(await uses.lastUses('globex', [a])).toEqual(new Map());
    });
  });
}
