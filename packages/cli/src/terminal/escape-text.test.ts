import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from './escape-text.ts';

// Any code point; fast-check's own `binary` takes seconds to build its tables.
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) });

describe('escapeText', () => {
  it('leaves ordinary names of any script alone', () => {
    for (const name of [
      'été à Zürich.txt',
      `it's "quoted" & 100%.txt`,
      '日本語.md',
      'עברית.txt',
      '👨‍👩‍👧.png',
      'می‌خواهم.txt',
    ])
      expect(escapeText(name)).toBe(name);
  });

  it.each([
    ['a line break', 'a\nb', 'a\\nb'],
    ['a sequence that clears the screen', '\u001b[2Jgone', '\\e[2Jgone'],
    ['an eight-bit sequence', '\u009b2J', '\\u{9b}2J'],
    ['a right-to-left override', 'gpj.\u202eexe', 'gpj.\\u{202e}exe'],
    ['an isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['an invisible tag', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a character', 'a\ud800', 'a\\u{d800}'],
  ])('writes out %s', (_what, given, shown) => {
    expect(escapeText(given)).toBe(shown);
  });

  it('never lets a control or an order mark through', () => {
    fc.assert(fc.property(anyText, (text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(escapeText(text))));
  });
});
