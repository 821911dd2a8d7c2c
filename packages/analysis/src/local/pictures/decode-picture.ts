import sharp from 'sharp';
import type { Pixels } from './pixels.ts';

/** No analyzer of pixels looks closer; text is read from the picture itself. */
export const MAX_SIDE = 800;

/** Decodes once for all analyzers; what is transparent becomes white. Throws sharp's error for what is no picture. */
export async function decodePicture(picture: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(picture, { failOn: 'error', limitInputPixels: 4_000_000 })
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
