import { rgbaToThumbHash } from 'thumbhash';
import { fromPixels, type Pixels } from './pixels.ts';

/** The longest side ThumbHash takes. */
const SIDE = 100;

/** The ThumbHash of a picture, base64. */
export async function makePlaceholder(pixels: Pixels): Promise<string> {
  const { data, info } = await fromPixels(pixels)
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}
