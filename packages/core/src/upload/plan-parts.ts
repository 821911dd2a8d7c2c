const MIB = 1024 ** 2;

/** Below this one PUT does it. */
export const MULTIPART_FROM_BYTES = 16 * MIB;
const MIN_PART_BYTES = 8 * MIB;
/** S3's ceiling of one part. */
const MAX_PART_BYTES = 5 * 1024 * MIB;

/** S3 allows 10,000 parts: 9,000 leaves room for what rounding costs. */
const TARGET_PARTS = 9_000;

export type PartPlan = {
  readonly strategy: 'single' | 'multipart';
  readonly partSize: number;
  readonly partCount: number;
};

/** How a content of this many bytes is cut: `max(8 MiB, ceil(size / 9000) rounded up to MiB)`, 5 GiB at most. */
export function planParts(sizeBytes: number): PartPlan {
  if (sizeBytes < MULTIPART_FROM_BYTES) {
    return { strategy: 'single', partSize: sizeBytes, partCount: 1 };
  }
  const wanted = Math.ceil(sizeBytes / TARGET_PARTS / MIB) * MIB;
  const partSize = Math.min(Math.max(MIN_PART_BYTES, wanted), MAX_PART_BYTES);
  return { strategy: 'multipart', partSize, partCount: Math.ceil(sizeBytes / partSize) };
}

/** S3's own. */
const MAX_PARTS = 10_000;

/** Of a content nobody knows the size of: as many parts as there can be, cut as its client likes. */
export function planOpen(request: { sizeBytes: number; strategy?: PartPlan['strategy'] }): PartPlan {
  return request.strategy === 'single'
    ? { strategy: 'single', partSize: request.sizeBytes, partCount: 1 }
    : { strategy: 'multipart', partSize: request.sizeBytes, partCount: MAX_PARTS };
}

/** Bytes of part `n` (from 1). */
export function sizeOfPart(plan: { sizeBytes: number; partSize: number; partCount: number }, n: number): number {
  return n < plan.partCount ? plan.partSize : plan.sizeBytes - plan.partSize * (plan.partCount - 1);
}
