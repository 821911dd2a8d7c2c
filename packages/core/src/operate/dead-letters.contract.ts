import { beforeEach, describe, expect, it } from 'vitest';
import type { DeadLetter, DeadLetters, NewDeadLetter } from './dead-letters.ts';

const START = Date.UTC(2026, 0, 1);

/** The n-th letter, kept n seconds after the first. */
function letter(n: number, more: Partial<NewDeadLetter> = {}): NewDeadLetter {
  return {
    letterId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    queue: 'image-jobs',
    tenantId: 'acme',
    fileId: 'file-1',
    reason: 'render_image did not succeed in 3 tries',
    body: JSON.stringify({ message_id: n, text: 'ünïcode "quoted"\n' }),
    receives: 3,
    keptAt: new Date(START + n * 1000).toISOString(),
    ...more,
  };
}

const kept = (one: NewDeadLetter): DeadLetter => ({ ...one, status: 'kept' });

/** What every DeadLetters does. `make` answers one without letters. */
export function deadLettersContract(make: () => Promise<DeadLetters>): void {
  let letters: DeadLetters;
  beforeEach(async () => {
    letters = await make();
  });

  const listAll = async (limit: number): Promise<DeadLetter[]> => {
    const seen: DeadLetter[] = [];
    let after: string | undefined;
    do {
      const page = await letters.list({ limit, ...(after !== undefined && { after }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return seen;
  };

  describe('a dead letter', () => {
    it('is kept whole', async () => {
      const whole = letter(1, { uploadId: 'upload-1', task: 'render_image' });
      await letters.keep(whole);
      expect(await letters.list({ limit: 10 })).toEqual({ items: [kept(whole)] });
      expect(await letters.get(whole.letterId)).toEqual(kept(whole));
    });

    it('need belong to no file and no tenant', async () => {
      const { fileId: _, tenantId: __, ...unowned } = letter(1);
      await letters.keep(unowned);
      expect((await letters.list({ limit: 10 })).items).toEqual([kept(unowned)]);
    });

    it('is one letter when it is kept twice: the first', async () => {
      await letters.keep(letter(1));
      await letters.keep(letter(1, { receives: 4, keptAt: new Date(START + 60_000).toISOString() }));
      await Promise.all(Array.from({ length: 5 }, () => letters.keep(letter(1))));
      expect((await letters.list({ limit: 10 })).items).toEqual([kept(letter(1))]);
    });
  });

  describe('a dead letter that is redriven', () => {
    const at = (second: number) => new Date(START + second * 1000).toISOString();

    it('says so, and when first', async () => {
      await letters.keep(letter(1));
      await letters.markRedriven(letter(1).letterId, at(100));
      await letters.markRedriven(letter(1).letterId, at(200));
      const redriven = { ...letter(1), status: 'redriven', redrivenAt: at(100) };
      expect(await letters.get(letter(1).letterId)).toEqual(redriven);
      expect((await letters.list({ limit: 10 })).items).toEqual([redriven]);
    });

    it('stays redriven when it is kept once more', async () => {
      await letters.keep(letter(1));
      await letters.markRedriven(letter(1).letterId, at(100));
      await letters.keep(letter(1));
      expect(await letters.get(letter(1).letterId)).toMatchObject({ status: 'redriven' });
    });

    it('has to be there', async () => {
      await letters.markRedriven(letter(1).letterId, at(100));
      expect(await letters.get(letter(1).letterId)).toBeUndefined();
      expect(await letters.list({ limit: 10 })).toEqual({ items: [] });
    });
  });

  describe('a list of dead letters', () => {
    it('is empty when nothing died', async () => {
      expect(await letters.list({ limit: 10 })).toEqual({ items: [] });
    });

    it('has the newest first', async () => {
      for (const n of [3, 1, 5, 2, 4]) {
        await letters.keep(letter(n));
      }
      expect(await listAll(10)).toEqual([5, 4, 3, 2, 1].map((n) => kept(letter(n))));
    });

    it.each([1, 3, 11, 12])('comes in pages of %i that leave nothing out and nothing twice', async (limit) => {
      // Two of each second: time alone does not order them.
      const dead = Array.from({ length: 12 }, (_, n) => letter(n, { keptAt: letter(n >> 1).keptAt }));
      await Promise.all(dead.map((one) => letters.keep(one)));
      const newestFirst = dead.map(kept).toSorted((a, b) => (a.keptAt + a.letterId < b.keptAt + b.letterId ? 1 : -1));
      expect(await listAll(limit)).toEqual(newestFirst);
    });
  });
}
