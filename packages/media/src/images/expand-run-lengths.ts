import type { BitmapLayout } from '../inspection/read-bitmap-layout.ts';

const END_OF_LINE = 0;
const END_OF_BITMAP = 1;
const DELTA = 2;

/** The palette indexes of a run-length coded BMP, a byte each, first row first as stored; what is skipped stays 0. */
export function expandRunLengths(content: Buffer, { width, height, bits, pixelsAt }: BitmapLayout): Buffer {
  const indexes = Buffer.alloc(width * height);
  let at = pixelsAt;
  let x = 0;
  let y = 0;
  const next = (): number => content[at++] ?? 0;
  const put = (index: number): void => {
    if (x < width && y < height) indexes[y * width + x] = index;
    x++;
  };
  /** Two of four bits come in a byte, the upper first. */
  const nibble = (byte: number, i: number): number => (i % 2 === 0 ? byte >> 4 : byte & 15);

  while (at < content.length && y < height) {
    const count = next();
    const value = next();
    if (count > 0) {
      for (let i = 0; i < count; i++) put(bits === 8 ? value : nibble(value, i));
    } else if (value === END_OF_LINE) {
      x = 0;
      y++;
    } else if (value === END_OF_BITMAP) break;
    else if (value === DELTA) {
      x += next();
      y += next();
    } else {
      const start = at;
      for (let i = 0; i < value; i++)
        put(bits === 8 ? (content[start + i] ?? 0) : nibble(content[start + (i >> 1)] ?? 0, i));
      const bytes = bits === 8 ? value : Math.ceil(value / 2);
      // Literal runs are padded to two bytes.
      at = start + bytes + (bytes & 1);
    }
  }
  return indexes;
}
