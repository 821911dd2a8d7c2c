import type { Box } from '@sluice/contracts';

type Scored = { readonly confidence: number; readonly box: Box };

/** Below it the model is wrong as often as right on pictures it has never seen. */
export const MIN_CONFIDENCE = 0.4;
/** Two boxes that share more than this of their area show one thing. */
const MAX_OVERLAP = 0.45;
const MAX_OBJECTS = 20;

/** What is sure enough, surest first, each thing once whatever it was called the second time. */
export function suppressOverlaps<T extends Scored>(objects: readonly T[]): readonly T[] {
  const kept: T[] = [];
  for (const object of objects.toSorted((a, b) => b.confidence - a.confidence)) {
    if (object.confidence < MIN_CONFIDENCE || kept.length === MAX_OBJECTS) break;
    if (kept.every(({ box }) => shareArea(box, object.box) <= MAX_OVERLAP)) kept.push(object);
  }
  return kept;
}

/** The common area of two boxes as a share of what they cover together, 0 to 1. */
export function shareArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (a.width * a.height + b.width * b.height - common);
}
