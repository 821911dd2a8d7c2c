import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBox, smallestSource } from './fit-box.ts';

const photo = { width: 4000, height: 3000 };

describe('the size of a rendition', () => {
  it.each([
    ['inside keeps the shape', photo, { width: 1920, height: 1920 }, 'inside', { width: 1920, height: 1440 }],
    [
      'inside is bound by the shorter side of the box',
      photo,
      { width: 1920, height: 300 },
      'inside',
      { width: 400, height: 300 },
    ],
    [
      'inside is never larger than the picture',
      { width: 50, height: 20 },
      { width: 99, height: 99 },
      'inside',
      { width: 50, height: 20 },
    ],
    ['cover fills the box', photo, { width: 320, height: 320 }, 'cover', { width: 320, height: 320 }],
    [
      'cover shrinks in its own shape over a small picture',
      { width: 200, height: 90 },
      { width: 320, height: 320 },
      'cover',
      { width: 90, height: 90 },
    ],
    [
      'a line keeps one pixel',
      { width: 10_000, height: 1 },
      { width: 100, height: 100 },
      'inside',
      { width: 100, height: 1 },
    ],
  ] as const)('%s', (_title, picture, box, fit, expected) => {
    expect(fitBox(picture, box, fit)).toEqual(expected);
  });

  const size = () =>
    fc.record({ width: fc.integer({ min: 1, max: 20_000 }), height: fc.integer({ min: 1, max: 20_000 }) });
  const fit = () => fc.constantFrom('inside' as const, 'cover' as const);

  it('is never larger than the picture or the box, nor without a pixel', () => {
    fc.assert(
      fc.property(size(), size(), fit(), (picture, box, how) => {
        const target = fitBox(picture, box, how);
        for (const side of ['width', 'height'] as const) {
          expect(target[side]).toBeGreaterThanOrEqual(1);
          expect(target[side]).toBeLessThanOrEqual(Math.min(picture[side], box[side]));
        }
      }),
    );
  });

  it('can be made of the decoded picture without enlarging', () => {
    const boxes = fc.array(fc.tuple(size(), fit()), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(size(), boxes, (picture, requests) => {
        const source = smallestSource(
          picture,
          requests.map(([box, how]) => ({ ...box, fit: how })),
        );
        expect(source.width).toBeLessThanOrEqual(picture.width);
        for (const [box, how] of requests) {
          const target = fitBox(picture, box, how);
          expect(target.width).toBeLessThanOrEqual(source.width);
          expect(target.height).toBeLessThanOrEqual(source.height);
        }
      }),
    );
  });
});
