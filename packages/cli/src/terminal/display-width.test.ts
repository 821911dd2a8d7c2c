import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, fitPath, fitText, padText } from './display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['👨‍👩‍👧', 2],
    ['…', 1],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('padText', () => {
  it('takes exactly the columns it is given', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 40 }), (text, columns) =>
        [padText(text, columns), padText(text, columns, fitPath)].every((padded) => displayWidth(padded) === columns),
      ),
    );
  });
});

describe('fitText and fitPath', () => {
  it('leave alone what fits', () => {
    expect([fitText('abc', 3), fitPath('abc', 3)]).toEqual(['abc', 'abc']);
  });
  it('keep the beginning of a text and the end of a path', () => {
    expect(fitText('abcdef', 4)).toBe('abc…');
    expect(fitPath('/a/b/photo.jpg', 10)).toBe('…photo.jpg');
    expect(displayWidth(fitPath('日本日本', 4))).toBeLessThanOrEqual(4);
  });
});
