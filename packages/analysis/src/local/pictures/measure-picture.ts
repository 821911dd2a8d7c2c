import { type ColourFacts, measureColours } from './measure-colours.ts';
import { type EdgeFacts, measureEdges, measureLuminance } from './measure-edges.ts';
import { measurePrint } from './measure-print.ts';
import type { Pixels } from './pixels.ts';

/** What counting pixels tells; `print` is how much of it looks printed on. */
export type PictureFacts = ColourFacts & EdgeFacts & { readonly print: number };

export function measurePicture(pixels: Pixels): PictureFacts {
  const luminance = measureLuminance(pixels);
  return { ...measureColours(pixels), ...measureEdges(luminance), print: measurePrint(luminance) };
}

/** Whether reading is worth its seconds: photos without a word have neither a ground of one colour nor rows of strokes. */
export const mayHoldText = ({ background, print }: PictureFacts): boolean => background >= 0.2 || print >= 0.02;
