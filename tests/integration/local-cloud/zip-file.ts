import { crc32 } from 'node:zlib';

const bytes = (...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([size, value]) => {
      const field = Buffer.alloc(size);
      field.writeUIntLE(value, 0, size);
      return field;
    }),
  );

/** A zip archive of one uncompressed file: all a function of a test needs. */
export const zipFile = (name: string, content: string): Buffer => {
  const path = Buffer.from(name);
  const data = Buffer.from(content);
  // Version, flags, method (stored), time, date; APPNOTE.TXT 4.3.7 and 4.3.12.
  const shared = Buffer.concat([
    bytes([2, 20], [2, 0], [2, 0], [2, 0], [2, 0x21]),
    bytes([4, crc32(data)], [4, data.length], [4, data.length], [2, path.length], [2, 0]),
  ]);
  const local = Buffer.concat([bytes([4, 0x04034b50]), shared, path, data]);
  const rest = bytes([2, 0], [2, 0], [2, 0], [4, (0o100644 << 16) >>> 0], [4, 0]);
  const central = Buffer.concat([bytes([4, 0x02014b50], [2, 20]), shared, rest, path]);
  const end = bytes([4, 0x06054b50], [2, 0], [2, 0], [2, 1], [2, 1], [4, central.length], [4, local.length], [2, 0]);
  return Buffer.concat([local, central, end]);
};
