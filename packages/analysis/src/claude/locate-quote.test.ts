import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEvidence, makeQuotable } from './locate-quote.ts';

const locateQuote = (text: string, quote: string) => makeQuotable(text).locate(quote);

describe('a quote', () => {
  it.each([
    ['stands where it stands', 'one two three', 'two', { start: 4, end: 7 }],
    ['may have lost its line breaks', 'one\n two\tthree', 'one two three', { start: 0, end: 14 }],
    ['may have white space around it', 'one two', ' two\n', { start: 4, end: 7 }],
    ['has no patterns', 'a.c (1+1) [x]', '(1+1) [x]', { start: 4, end: 13 }],
    ['has no patterns across lines', 'a.c\n(1+1)\n[x]', '(1+1) [x]', { start: 4, end: 13 }],
    ['that is not there is not found', 'one two', 'three', undefined],
    ['is no wild card', 'abc def', 'a.c def', undefined],
    ['of nothing is not found', 'one', '  ', undefined],
  ])('%s', (_, text, quote, expected) => {
    expect(locateQuote(text, quote)).toEqual(expected);
  });

  it('up to a length is found in its text, at a place that reads like it', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(part, part, part, (before, quote, after) => {
        const text = before + quote + after;
        const found = locateQuote(text, quote);
        const read = found === undefined ? undefined : text.slice(found.start, found.end);
        expect(read).toBe(quote.trim() === '' ? undefined : quote.trim());
      }),
    );
  });

  it('that lost its line breaks is found where it was', () => {
    const word = fc.stringMatching(/^[a-z.()*]{1,8}$/);
    const gap = fc.constantFrom(' ', '\n', ' \t ', '\r\n', '\u00a0');
    const words = fc.array(fc.tuple(word, gap), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(words, words, (before, quoted) => {
        const join = (parts: [string, string][]) => parts.flat().join('');
        const text = join(before) + join(quoted);
        const quote = quoted.map(([word]) => word).join(' ');
        const { start, end } = locateQuote(text, quote) ?? { start: 0, end: 0 };
        expect(text.slice(start, end).replace(/\s+/g, ' ')).toBe(quote);
      }),
    );
  });

  it('is looked for in little time, however it is made', () => {
    const started = performance.now();
    expect(locateQuote('a '.repeat(100_000), `${'a '.repeat(199)}b`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('evidence', () => {
  it('has page, span and at most 200 characters of the text itself', () => {
    const text = `intro ${'word '.repeat(60)}end`;
    const evidence = findEvidence([makeQuotable('x'), makeQuotable(text)], 2, text);
    expect(evidence).toMatchObject({ page: 2, start: 0, end: text.length });
    expect(evidence?.quote).toBe(text.slice(0, 200));
  });

  it.each([0, 2, -1, 1.5, Number.NaN, 1e9])('needs a page that exists: %d', (page) => {
    expect(findEvidence([makeQuotable('here')], page, 'here')).toBeUndefined();
  });
});
