import { describe, expect, it } from 'vitest';
import { computeChecksum } from './compute-checksum.ts';

describe('the checksum of bytes', () => {
  // The check values of the catalogue of parametrised CRC algorithms, and FIPS 180.
  it.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('is, by %s, what everyone else says', (algorithm, hex) => {
    expect(computeChecksum(algorithm, Buffer.from('123456789'))).toBe(Buffer.from(hex, 'hex').toString('base64'));
  });
});
