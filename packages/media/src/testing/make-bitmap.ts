export type BitmapOptions = {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly topDown?: boolean;
  readonly compression?: number;
  /** Masks of red, green, blue and alpha; makes the header one of version 4. */
  readonly masks?: readonly [number, number, number, number];
  /** Blue, green, red, 0. */
  readonly palette?: readonly (readonly [number, number, number, number])[];
  /** Pixels as stored; zeros when left out. */
  readonly pixels?: Buffer;
};

/** A BMP of any make, with the pixels given as they lie in the file. */
export function makeBitmap(options: BitmapOptions): Buffer {
  const { width, height, bits, masks, palette = [] } = options;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const pixels = options.pixels ?? Buffer.alloc(stride * height);
  const header = Buffer.alloc(14 + (masks ? 108 : 40));
  const pixelsAt = header.length + palette.length * 4;
  header.write('BM', 'latin1');
  header.writeUInt32LE(pixelsAt + pixels.length, 2);
  header.writeUInt32LE(pixelsAt, 10);
  header.writeUInt32LE(header.length - 14, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(options.topDown ? -height : height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bits, 28);
  header.writeUInt32LE(options.compression ?? (masks ? 3 : 0), 30);
  header.writeUInt32LE(palette.length, 46);
  for (const [i, mask] of (masks ?? []).entries()) header.writeUInt32LE(mask, 54 + i * 4);
  return Buffer.concat([header, ...palette.map((entry) => Buffer.from(entry)), pixels]);
}
