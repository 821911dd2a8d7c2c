import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OBJECT_LABELS } from './object-labels.ts';
import { readDetections } from './object-model.ts';
import { placeInSquare } from './resize-pixels.ts';

const whole = { left: 0, top: 0, width: 512, height: 512 };
const CAT = OBJECT_LABELS.indexOf('cat');

describe('what the model of objects answers', () => {
  it('is read as labels and fractions of the picture, not of the square it lay in', () => {
    const placement = placeInSquare({ width: 800, height: 400 }, 512, 448);
    expect(placement).toEqual({ left: 32, top: 144, width: 448, height: 224 });
    expect(readDetections([32, 144, 256, 368, 0.9, CAT], placement)).toEqual([
      { label: 'cat', confidence: 0.9, box: { x: 0, y: 0, width: 0.5, height: 1 } },
    ]);
  });

  it('leaves out classes there are not, and boxes outside of the picture', () => {
    expect(readDetections([0, 0, 9, 9, 0.9, 80, 600, 0, 700, 9, 0.9, CAT], whole)).toEqual([]);
  });

  it('never has a box that leaves the picture', () => {
    const side = fc.double({ min: -600, max: 1200, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(side, side, side, side), (corners) => {
        for (const { box } of readDetections([...corners, 0.9, CAT], whole)) {
          expect(Math.min(box.x, box.y, box.width, box.height)).toBeGreaterThanOrEqual(0);
          expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  it('fits pictures of any shape into the square', () => {
    const side = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const placement = placeInSquare({ width, height }, 512, 448);
        expect(placement.left + placement.width).toBeLessThanOrEqual(512);
        expect(placement.top + placement.height).toBeLessThanOrEqual(512);
        expect(Math.max(placement.width, placement.height)).toBe(448);
      }),
    );
  });
});
