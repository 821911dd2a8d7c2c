import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MULTIPART_FROM_BYTES, planParts, sizeOfPart } from './plan-parts.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** What S3 takes (docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const S3 = { maxObject: 53_687_091_200_000, maxParts: 10_000, minPart: 5 * MIB, maxPart: 5 * GIB };

/** As many small sizes as large ones, and those around the borders. */
const sizes = fc.oneof(
  fc.integer({ min: 0, max: 64 * MIB }),
  fc.maxSafeInteger().map((size) => Math.abs(size) % (S3.maxObject + 1)),
  fc
    .tuple(fc.integer({ min: 1, max: 9_100 }), fc.integer({ min: 8, max: 6000 }), fc.integer({ min: -1, max: 1 }))
    .map(([parts, mebibytes, more]) => Math.min(parts * mebibytes * MIB + more, S3.maxObject)),
);

describe('a content cut into parts', () => {
  it('is whole: the parts are as many bytes as the content', () => {
    fc.assert(
      fc.property(sizes, (sizeBytes) => {
        const plan = planParts(sizeBytes);
        const last = sizeOfPart({ sizeBytes, ...plan }, plan.partCount);
        expect(plan.partSize * (plan.partCount - 1) + last).toBe(sizeBytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('is cut as S3 wants it, up to the largest object there can be', () => {
    fc.assert(
      fc.property(sizes, (sizeBytes) => {
        const { strategy, partSize, partCount } = planParts(sizeBytes);
        if (strategy === 'single') {
          expect([partCount, partSize, sizeBytes < MULTIPART_FROM_BYTES]).toEqual([1, sizeBytes, true]);
          return;
        }
        const last = sizeOfPart({ sizeBytes, partSize, partCount }, partCount);
        expect(partCount).toBeLessThanOrEqual(S3.maxParts);
        expect(partSize).toBeGreaterThanOrEqual(S3.minPart);
        expect(partSize).toBeLessThanOrEqual(S3.maxPart);
        expect(last).toBeGreaterThan(0);
        expect(last).toBeLessThanOrEqual(partSize);
      }),
      { numRuns: 2000 },
    );
  });

  it('has parts of one size, in whole MiB, but for the last', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (sizeBytes, seed) => {
        const plan = planParts(sizeBytes);
        fc.pre(plan.partCount > 1);
        const n = 1 + (seed % (plan.partCount - 1));
        expect(sizeOfPart({ sizeBytes, ...plan }, n)).toBe(plan.partSize);
        expect(plan.partSize % MIB).toBe(0);
      }),
    );
  });

  it.each([
    ['nothing', 0, { strategy: 'single', partSize: 0, partCount: 1 }],
    ['one byte less than 16 MiB', 16 * MIB - 1, { strategy: 'single', partSize: 16 * MIB - 1, partCount: 1 }],
    ['16 MiB', 16 * MIB, { strategy: 'multipart', partSize: 8 * MIB, partCount: 2 }],
    ['16 MiB and a byte', 16 * MIB + 1, { strategy: 'multipart', partSize: 8 * MIB, partCount: 3 }],
    ['50 GB', 50e9, { strategy: 'multipart', partSize: 8 * MIB, partCount: 5961 }],
    ['5 TiB', 5 * 1024 * GIB, { strategy: 'multipart', partSize: 583 * MIB, partCount: 8993 }],
    ['the largest object', S3.maxObject, { strategy: 'multipart', partSize: 5 * GIB, partCount: 10_000 }],
  ] as const)('is planned for %s', (_, sizeBytes, plan) => {
    expect(planParts(sizeBytes)).toEqual(plan);
  });
});
