import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm } from '@sluice/contracts';

/** The checksum of bytes as S3 writes it: big-endian, in base64. */
export function computeChecksum(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  switch (algorithm) {
    case 'CRC32':
      return toBase64(crc32(bytes));
    case 'CRC32C':
      return toBase64(crc32c(bytes));
    case 'CRC64NVME':
      return toBase64(...crc64nvme(bytes));
    case 'SHA1':
    case 'SHA256':
      return hash(algorithm, bytes, 'base64');
  }
}

function toBase64(...words: readonly number[]): string {
  const sum = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => {
    sum.writeUInt32BE(word >>> 0, 4 * index);
  });
  return sum.toString('base64');
}

/** Castagnoli's polynomial, reflected. */
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return crc;
});

function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = (crc >>> 8) ^ (CRC32C_TABLE[(crc ^ byte) & 0xff] ?? 0);
  }
  return ~crc;
}

/** NVM Express' polynomial, reflected. */
const CRC64_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;
const CRC64_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) {
    crc = crc & 1n ? (crc >> 1n) ^ CRC64_POLYNOMIAL : crc >> 1n;
  }
  return crc;
});
const CRC64_HIGH = Uint32Array.from(CRC64_TABLE, (crc) => Number(crc >> 32n));
const CRC64_LOW = Uint32Array.from(CRC64_TABLE, (crc) => Number(crc & 0xffffffffn));

/** In two halves, for numbers of 64 bits are slow: high, low. */
function crc64nvme(bytes: Uint8Array): readonly [number, number] {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (CRC64_LOW[index] ?? 0);
    high = (high >>> 8) ^ (CRC64_HIGH[index] ?? 0);
  }
  return [~high, ~low];
}
