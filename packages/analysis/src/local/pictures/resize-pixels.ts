import sharp from 'sharp';
import type { Pixels } from './pixels.ts';

const open = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 3 } });

/** A square of `side` with the whole picture pressed into it. */
export const squeezePixels = (pixels: Pixels, side: number): Promise<Buffer> =>
  open(pixels).resize(side, side, { fit: 'fill' }).raw().toBuffer();

/** Where the picture lies in a square it was fitted into, in pixels of the square. */
export type Placement = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The picture's place in the middle of a square of `side`, in its own shape, no side longer than `longest`. */
export function placeInSquare(size: { width: number; height: number }, side: number, longest: number): Placement {
  const scale = longest / Math.max(size.width, size.height);
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  return { left: Math.floor((side - width) / 2), top: Math.floor((side - height) / 2), width, height };
}

/** A grey square of `side` with the picture at its placement. */
export function fitPixels(pixels: Pixels, side: number, { left, top, width, height }: Placement): Promise<Buffer> {
  return open(pixels)
    .resize(width, height, { fit: 'fill' })
    .extend({ left, top, right: side - left - width, bottom: side - top - height, background: '#808080' })
    .raw()
    .toBuffer();
}
