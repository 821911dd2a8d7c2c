import type { Box } from '@sluice/contracts';

export type RecognizedWord = { readonly text: string; readonly confidence: number; readonly box: Box };

/** `text` has the words in reading order, lines apart by a newline; confidences are 0 to 1. */
export type RecognizedText = {
  readonly text: string;
  readonly confidence: number;
  readonly words: readonly RecognizedWord[];
};

/** Reads the text in a picture (OCR). A picture without text is an empty text; only a broken engine throws. */
export interface TextRecognizer {
  /** `picture`: PNG, JPEG or WebP, upright. */
  recognize(picture: Uint8Array): Promise<RecognizedText>;
}
