import { constants, crc32, deflateRawSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const ZLIB_HEADER = Buffer.from([0x78, 0x01]);
/** An empty last block of fixed codes. */
const DEFLATE_END = Buffer.from([0x03, 0x00]);
const ROWS_PER_BLOCK = 100;
const ADLER_MODULUS = 65_521;

/**
 * A valid 8-bit grey PNG of nothing but zeros, about a thousandth of its pixels in size. One compressed block of rows is
 * repeated, which takes milliseconds where compressing 900 MB takes seconds. `height` must be a multiple of 100.
 */
export function writeBlackPng(width: number, height: number): Buffer {
  // A row is its filter type, 0, and its pixels.
  const rowBytes = width + 1;
  const block = deflateRawSync(Buffer.alloc(rowBytes * ROWS_PER_BLOCK), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const blocks = Array.from({ length: height / ROWS_PER_BLOCK }, () => block);
  // Adler-32 of n zeros: the first sum stays 1, the second counts them.
  const checksum = Buffer.alloc(4);
  checksum.writeUInt16BE((rowBytes * height) % ADLER_MODULUS, 0);
  checksum.writeUInt16BE(1, 2);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.concat([ZLIB_HEADER, ...blocks, DEFLATE_END, checksum])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const edges = Buffer.alloc(8);
  edges.writeUInt32BE(data.length, 0);
  edges.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
}
