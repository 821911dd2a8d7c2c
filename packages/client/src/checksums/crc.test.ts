import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineCrc, type UploadChecksum, writeCrc } from './combine-crc.ts';
import { createCrc32, createCrc64Nvme } from './create-crc.ts';

const CRCS = { CRC32: createCrc32(), CRC64NVME: createCrc64Nvme() };
const algorithm = fc.constantFrom<UploadChecksum>('CRC32', 'CRC64NVME');
const check = new TextEncoder().encode('123456789');

describe('createCrc32', () => {
  it('is what zlib computes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => CRCS.CRC32(0n, bytes) === BigInt(crc32(bytes))),
    );
  });
});

describe('createCrc64Nvme', () => {
  it('has the check value of its definition', () => {
    expect(CRCS.CRC64NVME(0n, check)).toBe(0xae8b14860a799888n);
  });
});

describe('a checksum', () => {
  it('goes on where it stopped, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(algorithm, fc.uint8Array({ maxLength: 60 }), fc.nat(60), (name, bytes, at) => {
        const update = CRCS[name];
        expect(update(update(0n, bytes.subarray(0, at)), bytes.subarray(at))).toBe(update(0n, bytes));
      }),
    );
  });
});

describe('combineCrc', () => {
  it('answers the checksum of the whole out of those of any parts', () => {
    fc.assert(
      fc.property(algorithm, fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (name, parts) => {
        const crcs = parts.map((bytes) => ({ crc: CRCS[name](0n, bytes), bytes: bytes.byteLength }));
        expect(combineCrc(name, crcs)).toBe(CRCS[name](0n, Buffer.concat(parts)));
      }),
    );
  });

  it('is what zlib computes of the whole, for parts as large as they are', () => {
    const part = Buffer.alloc(8 * 1024 ** 2, 'sluice');
    const crcs = [part, part, part.subarray(0, 12_345)].map((bytes) => ({
      crc: BigInt(crc32(bytes)),
      bytes: bytes.byteLength,
    }));
    expect(combineCrc('CRC32', crcs)).toBe(BigInt(crc32(Buffer.concat([part, part, part.subarray(0, 12_345)]))));
  });
});

describe('writeCrc', () => {
  it('is base64 of the big-endian bytes', () => {
    expect(writeCrc('CRC32', CRCS.CRC32(0n, check))).toBe('y/Q5Jg==');
    expect(writeCrc('CRC64NVME', 0xae8b14860a799888n)).toBe('rosUhgp5mIg=');
  });
});
