import { describe, expect, it } from 'vitest';
import { matchesEtag } from './match-etag.ts';

describe('If-None-Match', () => {
  it.each([
    ['the same tag', '"a"', true],
    ['one of several', '"b", "a"', true],
    ['a weak one', 'W/"a"', true],
    ['any', '*', true],
    ['another', '"b"', false],
    ['a part of it', 'a', false],
    ['nothing', undefined, false],
  ])('that names %s', (_, header, expected) => {
    expect(matchesEtag(header, '"a"')).toBe(expected);
  });
});
