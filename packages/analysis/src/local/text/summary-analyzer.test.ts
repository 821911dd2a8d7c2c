import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { chooseSentences, MAX_SENTENCES, MAX_SUMMARY } from './choose-sentences.ts';
import { splitSentences } from './split-sentences.ts';
import { summaryAnalyzer } from './summary-analyzer.ts';

const { signal } = new AbortController();
const look = async (...pages: string[]) => (await summaryAnalyzer.analyze(textSubject(...pages), signal)).summary;

describe('a summary', () => {
  it("is the document's own sentences in its own order, and says where they stand", async () => {
    const finding = await look(TEXTS.letter);
    expect(finding?.value).toMatch(/^vielen Dank für Ihre Bewerbung .* einladen\. Bitte rufen Sie uns/);
    const starts = finding?.evidence?.map(({ start = 0 }) => start) ?? [];
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    for (const { start = 0, end = 0 } of finding?.evidence ?? []) {
      expect(finding?.value).toContain(TEXTS.letter.slice(start, end).replace(/\s+/g, ' '));
    }
  });

  it('is nothing where there are only rows and headings', async () => {
    expect(await look(TEXTS.list)).toBeUndefined();
  });

  it('has no line twice that stands on every page', async () => {
    const header = 'Annual meeting of the friends of the old library in town.';
    const finding = await look(`${header}\n\n${TEXTS.review}`, `${header}\n\n${TEXTS.review}`);
    expect(String(finding?.value).split(header).length).toBeLessThanOrEqual(2);
  });

  it('is at most three sentences and 600 characters', () => {
    const page = { page: 1, text: '' };
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            text: fc.string({ minLength: 1, maxLength: 400 }),
            weight: fc.double({ min: 0, max: 9, noNaN: true }),
          }),
        ),
        (drawn) => {
          const weighted = drawn.map(({ text, weight }, start) => ({
            sentence: { page, start, end: start, text },
            weight,
          }));
          const chosen = chooseSentences(weighted);
          expect(chosen.length).toBeLessThanOrEqual(MAX_SENTENCES);
          expect(chosen.map(({ text }) => text).join(' ').length).toBeLessThanOrEqual(MAX_SUMMARY);
        },
      ),
    );
  });
});

describe('sentences', () => {
  it('run on over a wrapped line, and end with a heading', () => {
    const text =
      'A heading\nThis line is long enough to have been wrapped by a machine\r\nand goes on here. Then it ends.\n';
    expect(splitSentences({ page: 1, text }, 'en').map((sentence) => sentence.text)).toEqual([
      'A heading',
      'This line is long enough to have been wrapped by a machine and goes on here.',
      'Then it ends.',
    ]);
  });

  it('lie where they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const sentence of splitSentences({ page: 1, text }, 'en')) {
          expect(text.slice(sentence.start, sentence.end).replace(/\s+/g, ' ')).toBe(sentence.text);
        }
      }),
    );
  });
});
