import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

/** RFC 6266 with RFC 5987: what a header may look like, and nothing else. */
const SHAPE =
  /^attachment; filename="(?<ascii>[ !#$&-[\]-~]*)"; filename\*=UTF-8''(?<utf8>(?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})*)$/;
const anyName = fc.string({ unit: 'binary', maxLength: 400 });

function decoded(filename: string): string {
  return decodeURIComponent(SHAPE.exec(contentDisposition(filename))?.groups?.utf8 ?? '%');
}

describe('the header a file is saved under', () => {
  it('is well formed whatever the name', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(contentDisposition(name)).toMatch(SHAPE);
      }),
      { numRuns: 1000 },
    );
  });

  it('is short enough for any server', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 100, maxLength: 1024 }), (name) => {
        expect(contentDisposition(name).length).toBeLessThan(2200);
      }),
    );
  });

  it.each([
    ['spaces and quotes', 'my "best" file.txt', 'my "best" file.txt'],
    ['another script', 'отчёт ✓ 日本語.pdf', 'отчёт ✓ 日本語.pdf'],
    ['right to left', 'תמונה.jpg', 'תמונה.jpg'],
    ['pictures', '\u{1F4C4}\u{1F468}\u200d\u{1F469}.png', '\u{1F4C4}\u{1F468}\u200d\u{1F469}.png'],
    ['percents and stars', "100%*'().txt", "100%*'().txt"],
    ['a new line and a header of its own', 'a\r\nSet-Cookie: x=y', 'a__Set-Cookie: x=y'],
    ['folders', '../../etc/passwd', '.._.._etc_passwd'],
    ['folders of Windows', 'C:\\boot.ini', 'C:_boot.ini'],
    ['an override that turns its end around', 'photo\u202egpj.exe', 'photo_gpj.exe'],
    ['an isolate', 'a\u2066b\u2069.txt', 'a_b_.txt'],
    ['half a character', 'a\ud800.txt', 'a\ufffd.txt'],
    ['nothing', '', ''],
  ])('keeps a name with %s, but for what could do harm', (_, name, kept) => {
    expect(decoded(name)).toBe(kept);
  });

  it('gives old clients the same in ASCII', () => {
    expect(contentDisposition('año "1".txt')).toBe(
      'attachment; filename="a_o _1_.txt"; filename*=UTF-8\'\'a%C3%B1o%20%221%22.txt',
    );
  });

  it('keeps the end of a long name, which says its type', () => {
    const name = `${'日'.repeat(500)}.tar.gz`;
    expect(decoded(name)).toMatch(/^日+\.tar\.gz$/);
  });
});
