import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosePages } from './choose-pages.ts';

describe('the pages that are sent', () => {
  it('are all of a short document, without blank ones', () => {
    expect(choosePages(['one', ' \n', 'three'])).toEqual([
      { page: 1, text: 'one', isCut: false },
      { page: 3, text: 'three', isCut: false },
    ]);
  });

  it('are the first and the last, then the others from the front', () => {
    const sent = choosePages(['aaaa', 'bbbb', 'cccc', 'dddd'], { characters: 14, pages: 9 });
    expect(sent).toEqual([
      { page: 1, text: 'aaaa', isCut: false },
      { page: 2, text: 'bbbb', isCut: false },
      { page: 3, text: 'ccc', isCut: true },
      { page: 4, text: 'ddd', isCut: true },
    ]);
  });

  it('never pass the budget, keep first and last, and are beginnings of what they were', () => {
    const page = fc.string({ maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(page, { maxLength: 12 }),
        fc.integer({ min: 8, max: 100 }),
        fc.integer({ min: 2, max: 6 }),
        (pages, characters, count) => {
          const sent = choosePages(pages, { characters, pages: count });
          const numbers = sent.map(({ page }) => page);
          expect(sent.length).toBeLessThanOrEqual(count);
          expect(sent.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(characters);
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
          for (const { page, text, isCut } of sent) {
            expect(pages[page - 1]?.startsWith(text)).toBe(true);
            expect(isCut).toBe(text !== pages[page - 1]);
          }
          // Unless what is kept of it is blank.
          const first = pages.findIndex((text) => text.trim() !== '');
          if (pages[first]?.slice(0, 4).trim()) expect(numbers).toContain(first + 1);
          const last = pages.findLastIndex((text) => text.trim() !== '');
          if (pages[last]?.slice(0, 2).trim()) expect(numbers).toContain(last + 1);
        },
      ),
    );
  });
});
