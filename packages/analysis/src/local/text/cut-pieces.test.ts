import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPieces } from './cut-pieces.ts';

describe('pieces of a text', () => {
  it('are the whole text in order, none longer than asked for', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), fc.integer({ min: 1, max: 50 }), (text, size) => {
        const pieces = cutPieces(text, size);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.text.length).toBeLessThanOrEqual(size);
          expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
        }
      }),
    );
  });

  it('end after a sentence where one ends', () => {
    expect(cutPieces('One sentence. Another one.', 20).map(({ text }) => text)).toEqual([
      'One sentence. ',
      'Another one.',
    ]);
  });
});
