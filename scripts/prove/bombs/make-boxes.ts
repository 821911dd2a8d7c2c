import { crc32 } from 'node:zlib';

/** A chunk of a PNG, with its sum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([u32be(data.length), named, u32be(crc32(named))]);
}

/** A box of an ISO base media file; `claims` is what it says its length is. */
export function box(type: string, data: Buffer, claims = data.length + 8): Buffer {
  return Buffer.concat([u32be(claims), Buffer.from(type, 'latin1'), data]);
}

/** A chunk of a RIFF file. */
export function riffChunk(type: string, data: Buffer, claims = data.length): Buffer {
  return Buffer.concat([Buffer.from(type, 'latin1'), u32le(claims), data, Buffer.alloc(data.length & 1)]);
}

export function u32be(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function u32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function u16le(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
