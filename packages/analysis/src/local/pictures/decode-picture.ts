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
  if (info.channels === 3) return { data, width: info.width, height: info.height };
  return { data: repeatGrey(data, info.channels), width: info.width, height: info.height };
}

/** A grey picture stays one channel whatever the colour space is called. */
function repeatGrey(data: Buffer, channels: number): Buffer {
  const pixels = data.length / channels;
  const rgb = Buffer.allocUnsafe(pixels * 3);
  for (let at = 0; at < pixels; at += 1) rgb.fill(data[at * channels] ?? 0, at * 3, at * 3 + 3);
  return rgb;
}
