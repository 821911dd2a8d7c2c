import type { Box } from '@sluice/contracts';

/** `box` in fractions of the picture; `confidence` 0 to 1. */
export type TextLine = { readonly text: string; readonly confidence: number; readonly box: Box };
export type PictureText = {
  readonly lines: readonly TextLine[];
  readonly words: number;
  /** Share of the picture its words cover. */
  readonly coverage: number;
  /** Of the words, by their length. */
  readonly confidence: number;
};

export const NO_TEXT: PictureText = { lines: [], words: 0, coverage: 0, confidence: 0 };
