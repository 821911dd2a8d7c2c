export type TiffOptions = {
  /** Where each page's directory points next: the number of another page, or nothing after the last. */
  readonly next?: readonly (number | undefined)[];
  readonly bigEndian?: boolean;
  readonly width?: number;
};

const ENTRIES = 4;
const PIXELS = 100;
const DIRECTORY = 2 + ENTRIES * 12 + 4;

/** A TIFF whose directories come first, one after the other, and whose grey pixels come last. */
export function makeTiff({ next = [undefined], bigEndian = false, width = 10 }: TiffOptions = {}): Buffer {
  const file = Buffer.alloc(8 + next.length * DIRECTORY + PIXELS);
  const u16 = (value: number, at: number) =>
    bigEndian ? file.writeUInt16BE(value, at) : file.writeUInt16LE(value, at);
  const u32 = (value: number, at: number) =>
    bigEndian ? file.writeUInt32BE(value, at) : file.writeUInt32LE(value, at);
  const place = (page: number | undefined) => (page === undefined ? 0 : 8 + page * DIRECTORY);
  file.write(bigEndian ? 'MM' : 'II', 'latin1');
  u16(42, 2);
  u32(place(0), 4);
  for (const [page, following] of next.entries()) {
    const at = place(page);
    u16(ENTRIES, at);
    const values = [
      [256, width],
      [257, PIXELS / 10],
      [273, file.length - PIXELS],
      [279, PIXELS],
    ] as const;
    for (const [i, [tag, value]] of values.entries()) {
      const entry = at + 2 + i * 12;
      u16(tag, entry);
      u16(4, entry + 2);
      u32(1, entry + 4);
      u32(value, entry + 8);
    }
    u32(place(following), at + 2 + ENTRIES * 12);
  }
  return file;
}
