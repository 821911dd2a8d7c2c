import { beforeEach, describe, expect, it } from 'vitest';
import type { BreakerState } from './breaker-state.ts';

/** What every BreakerState does. `make` answers one without snapshots. */
export function breakerStateContract(make: () => Promise<BreakerState>): void {
  let state: BreakerState;
  beforeEach(async () => {
    state = await make();
  });

  describe('the state of breakers', () => {
    it('knows nothing of a breaker that never failed', async () => {
      expect(await state.load('claude')).toBeUndefined();
    });

    it('gives back what was stored, with and without what is optional', async () => {
      const first = { version: 1, failures: 2 };
      expect(await state.save('claude', first)).toBe(true);
      expect(await state.load('claude')).toEqual(first);
      const second = { version: 2, failures: 5, openedAt: 1_767_225_600_123, trialEndsAt: 1_767_225_660_123 };
      expect(await state.save('claude', second)).toBe(true);
      expect(await state.load('claude')).toEqual(second);
      expect(await state.save('claude', { version: 3, failures: 0 })).toBe(true);
      expect(await state.load('claude')).toEqual({ version: 3, failures: 0 });
    });

    it('refuses a snapshot that was made from an older one', async () => {
      await state.save('claude', { version: 1, failures: 1 });
      await state.save('claude', { version: 2, failures: 2 });
      expect(await state.save('claude', { version: 1, failures: 9 })).toBe(false);
      expect(await state.save('claude', { version: 2, failures: 9 })).toBe(false);
      expect(await state.save('claude', { version: 4, failures: 9 })).toBe(false);
      expect(await state.load('claude')).toEqual({ version: 2, failures: 2 });
    });

    it('lets one of two win who store at once', async () => {
      await state.save('claude', { version: 1, failures: 5, openedAt: 1 });
      const saved = await Promise.all(
        [1, 2, 3].map((trialEndsAt) => state.save('claude', { version: 2, failures: 5, openedAt: 1, trialEndsAt })),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
    });

    it('keeps breakers apart', async () => {
      await state.save('claude', { version: 1, failures: 3 });
      expect(await state.load('scanner')).toBeUndefined();
      expect(await state.save('scanner', { version: 1, failures: 1 })).toBe(true);
      expect(await state.load('claude')).toEqual({ version: 1, failures: 3 });
    });
  });
}
