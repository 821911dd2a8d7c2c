import { type BitmapLayout, readBitmapLayout } from '../inspection/read-bitmap-layout.ts';
import type { DecodeFailure } from './classify-decode-error.ts';
import { expandRunLengths } from './expand-run-lengths.ts';
import type { Pixels } from './pixels.ts';
import { tooManyPixels } from './too-many-pixels.ts';

type Row = { readonly bytes: Buffer; readonly start: number };

export const isBitmap = (content: Buffer): boolean => content.toString('latin1', 0, 2) === 'BM';

/** Unpacks a BMP of 1 to 32 bits a pixel into RGB, or RGBA when it has an alpha mask. */
export function decodeBitmap(
  content: Buffer,
  maxPixels: number,
): { readonly outcome: 'decoded'; readonly pixels: Pixels } | DecodeFailure {
  const layout = readBitmapLayout(content);
  if (typeof layout === 'string') return { outcome: 'unparseable', detail: layout };
  const { width, height, bottomUp, masks } = layout;
  if (width * height > maxPixels) return tooManyPixels(layout, maxPixels);
  const rows = openRows(content, layout);
  if (!rows) return { outcome: 'unparseable', detail: 'bmp is shorter than its pixels' };

  const channels = masks?.alpha ? 4 : 3;
  const data = Buffer.alloc(width * height * channels);
  const unpack = chooseUnpacker(rows.layout);
  for (let y = 0; y < height; y++) {
    unpack(rows.at(bottomUp ? height - 1 - y : y), data, y * width * channels);
  }
  return { outcome: 'decoded', pixels: { data, channels, width, height } };
}

function openRows(
  content: Buffer,
  layout: BitmapLayout,
): { readonly layout: BitmapLayout; at(row: number): Row } | undefined {
  const { width, height, stride, pixelsAt, isRunLength } = layout;
  if (isRunLength) {
    const bytes = expandRunLengths(content, layout);
    return { layout: { ...layout, bits: 8 }, at: (row) => ({ bytes, start: row * width }) };
  }
  if (pixelsAt + stride * height > content.length) return undefined;
  return { layout, at: (row) => ({ bytes: content, start: pixelsAt + row * stride }) };
}

type Unpack = (row: Row, to: Buffer, at: number) => void;

function chooseUnpacker(layout: BitmapLayout): Unpack {
  if (layout.masks) return unpackMasked(layout, layout.masks);
  if (layout.palette) return unpackIndexed(layout, layout.palette);
  return ({ bytes, start }, to, at) => {
    for (let x = 0; x < layout.width; x++) copyColour(bytes, start + x * 3, to, at + x * 3);
  };
}

function unpackMasked({ width, bits }: BitmapLayout, masks: NonNullable<BitmapLayout['masks']>): Unpack {
  return ({ bytes, start }, to, at) => {
    let next = at;
    for (let x = 0; x < width; x++) {
      const value = bits === 16 ? bytes.readUInt16LE(start + x * 2) : bytes.readUInt32LE(start + x * 4);
      to[next++] = masks.red(value);
      to[next++] = masks.green(value);
      to[next++] = masks.blue(value);
      if (masks.alpha) to[next++] = masks.alpha(value);
    }
  };
}

function unpackIndexed({ width, bits }: BitmapLayout, palette: NonNullable<BitmapLayout['palette']>): Unpack {
  return ({ bytes, start }, to, at) => {
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      const packed = bytes[start + (bit >> 3)] ?? 0;
      const index = (packed >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
      copyColour(palette.bytes, index * palette.entryBytes, to, at + x * 3);
    }
  };
}

/** Colours are stored blue first; an index past the palette is black. */
function copyColour(from: Buffer, start: number, to: Buffer, at: number): void {
  to[at] = from[start + 2] ?? 0;
  to[at + 1] = from[start + 1] ?? 0;
  to[at + 2] = from[start] ?? 0;
}
