import type { RecognizedText, TextRecognizer } from '@sluice/core/process';
import sharp from 'sharp';
import { TextRecognitionError } from '../errors.ts';
import type { PdfPage } from './open-pdf.ts';

/** Letters of 10 points are 28 pixels tall then, about what the recognizer was taught on. */
const PIXELS_PER_POINT = 200 / 72;
/** A2 at that density; a larger page is drawn coarser. */
const MAX_SIDE = 4700;

/** Draws a page in gray and has it read. */
export async function recognizePage(page: PdfPage, recognizer: TextRecognizer): Promise<RecognizedText> {
  const scale = Math.min(PIXELS_PER_POINT, MAX_SIDE / Math.max(page.width, page.height, 1));
  const { data, width, height } = page.draw(scale, 'gray');
  const picture = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer();
  try {
    return await recognizer.recognize(picture);
  } catch (error) {
    throw new TextRecognitionError('text of a page could not be recognized', { cause: error });
  }
}
