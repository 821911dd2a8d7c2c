export type BitmapLayout = {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Pixels are runs of palette indexes; otherwise rows of packed pixels. */
  readonly isRunLength: boolean;
  /** Bytes of a row, padded to four. */
  readonly stride: number;
  readonly pixelsAt: number;
  readonly bottomUp: boolean;
  readonly palette?: { readonly bytes: Buffer; readonly entryBytes: 3 | 4 };
  readonly masks?: { readonly red: Channel; readonly green: Channel; readonly blue: Channel; readonly alpha?: Channel };
};

/** Takes the bits of one colour out of a packed pixel, as 0 to 255. */
type Channel = (value: number) => number;

/** Sizes of the headers that OS/2 and Windows wrote after the 14-byte file header. */
const HEADER_SIZES = new Set([12, 40, 52, 56, 64, 108, 124]);
const CORE_HEADER = 12;
const BITS = new Set([1, 4, 8, 16, 24, 32]);
const RGB = 0;
const RLE = new Map([
  [1, 8],
  [2, 4],
]);
const BITFIELDS = new Set([3, 6]);
const MASKS_AT = 54;

/** Where the pixels of a BMP lie and what they mean, from its beginning; a sentence when it is none that can be read. */
export function readBitmapLayout(content: Buffer): BitmapLayout | string {
  if (content.length < 26 || content.toString('latin1', 0, 2) !== 'BM') return 'bmp ends inside its header';
  const headerSize = content.readUInt32LE(14);
  if (!HEADER_SIZES.has(headerSize)) return `bmp header of ${headerSize} bytes is not known`;
  if (content.length < 14 + headerSize) return 'bmp ends inside its header';
  const isCore = headerSize === CORE_HEADER;
  const width = isCore ? content.readUInt16LE(18) : content.readInt32LE(18);
  // A negative height means that rows go from top to bottom.
  const rows = isCore ? content.readUInt16LE(20) : content.readInt32LE(22);
  const bits = content.readUInt16LE(isCore ? 24 : 28);
  const compression = isCore ? RGB : content.readUInt32LE(30);
  if (width <= 0 || rows === 0) return 'bmp does not say its size';
  if (!BITS.has(bits)) return `bmp of ${bits} bits a pixel is not known`;
  const isPacked = bits === 16 || bits === 32;
  const isRunLength = RLE.get(compression) === bits;
  if (compression !== RGB && !isRunLength && !(BITFIELDS.has(compression) && isPacked)) {
    return `bmp compression ${compression} of ${bits} bits a pixel is not known`;
  }
  return {
    width,
    height: Math.abs(rows),
    bits,
    isRunLength,
    stride: Math.ceil((width * bits) / 32) * 4,
    pixelsAt: content.readUInt32LE(10),
    bottomUp: rows > 0,
    ...(bits <= 8 && { palette: readPalette(content, headerSize, bits) }),
    ...(isPacked && { masks: BITFIELDS.has(compression) ? readMasks(content, headerSize) : defaultMasks(bits) }),
  };
}

function readPalette(content: Buffer, headerSize: number, bits: number): NonNullable<BitmapLayout['palette']> {
  const entryBytes = headerSize === CORE_HEADER ? 3 : 4;
  const declared = headerSize === CORE_HEADER ? 0 : content.readUInt32LE(46);
  const colours = declared > 0 && declared <= 2 ** bits ? declared : 2 ** bits;
  const start = 14 + headerSize;
  return { bytes: content.subarray(start, start + colours * entryBytes), entryBytes };
}

function readMasks(content: Buffer, headerSize: number): NonNullable<BitmapLayout['masks']> {
  const mask = (index: number): number => {
    const at = MASKS_AT + index * 4;
    return at + 4 <= content.length ? content.readUInt32LE(at) : 0;
  };
  const alpha = headerSize >= 56 ? mask(3) : 0;
  return {
    red: channel(mask(0)),
    green: channel(mask(1)),
    blue: channel(mask(2)),
    ...(alpha !== 0 && { alpha: channel(alpha) }),
  };
}

/** Without masks, 16 bits are 5-5-5, and the fourth byte of 32 bits means nothing. */
function defaultMasks(bits: number): NonNullable<BitmapLayout['masks']> {
  return bits === 16
    ? { red: channel(0x7c00), green: channel(0x03e0), blue: channel(0x001f) }
    : { red: channel(0xff0000), green: channel(0x00ff00), blue: channel(0x0000ff) };
}

function channel(mask: number): Channel {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const largest = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / largest);
}
