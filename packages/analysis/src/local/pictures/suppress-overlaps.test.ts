import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIN_CONFIDENCE, shareArea, suppressOverlaps } from './suppress-overlaps.ts';

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const fraction = fc.double({ min: 0.01, max: 1, noNaN: true });
const anyBox = fc
  .tuple(fraction, fraction, fraction, fraction)
  .map(([x, y, width, height]) => box(x, y, width, height));

describe('objects that overlap', () => {
  it('are one thing, under the name that is surest', () => {
    const cat = { label: 'cat', confidence: 0.8, box: box(0.1, 0.1, 0.5, 0.5) };
    const dog = { label: 'dog', confidence: 0.6, box: box(0.12, 0.1, 0.5, 0.5) };
    const cup = { label: 'cup', confidence: 0.5, box: box(0.7, 0.7, 0.2, 0.2) };
    expect(suppressOverlaps([cup, dog, cat])).toEqual([cat, cup]);
  });

  it('are left out when they are not sure enough', () => {
    expect(suppressOverlaps([{ confidence: MIN_CONFIDENCE - 0.01, box: box(0, 0, 1, 1) }])).toEqual([]);
  });

  it('never remain together', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ confidence: fraction, box: anyBox }), { maxLength: 60 }), (objects) => {
        const kept = suppressOverlaps(objects);
        expect(kept.length).toBeLessThanOrEqual(20);
        for (const [index, one] of kept.entries()) {
          for (const other of kept.slice(index + 1)) {
            expect(shareArea(one.box, other.box)).toBeLessThanOrEqual(0.45);
            expect(one.confidence).toBeGreaterThanOrEqual(other.confidence);
          }
        }
      }),
    );
  });

  it('share as much one way as the other, all with themselves', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        expect(shareArea(a, b)).toBeCloseTo(shareArea(b, a));
        expect(shareArea(a, a)).toBeCloseTo(1);
      }),
    );
  });
});
