import sharp from 'sharp';
import { classifyDecodeError } from '../images/classify-decode-error.ts';
import { configureSharp } from '../images/configure-sharp.ts';

export type PreparedPicture = { readonly png: Buffer; readonly width: number; readonly height: number };

/** Larger pictures are read no better, only later. */
const MAX_SIDE = 4700;

/** A picture in gray on white, of a size that can be read; `undefined` when it is none. */
export async function preparePicture(content: Buffer): Promise<PreparedPicture | undefined> {
  configureSharp();
  try {
    const { data, info } = await sharp(content)
      .flatten({ background: 'white' })
      .grayscale()
      .toColourspace('b-w')
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 1 })
      .toBuffer({ resolveWithObject: true });
    return { png: data, width: info.width, height: info.height };
  } catch (error) {
    classifyDecodeError(error);
    return undefined;
  }
}
