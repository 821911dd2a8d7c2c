import type { ChecksumAlgorithm } from '@sluice/contracts';

export type Checksum = { readonly algorithm: ChecksumAlgorithm; readonly value?: string };

/** A checksum as a request of S3 names it: a field for each algorithm. */
export function checksumField({ algorithm, value }: Checksum): { ChecksumCRC64NVME?: string; ChecksumCRC32?: string } {
  if (value === undefined) {
    return {};
  }
  return algorithm === 'CRC64NVME' ? { ChecksumCRC64NVME: value } : { ChecksumCRC32: value };
}

/** The header S3 compares with what arrives; enforced only when it is signed as a header. */
export function checksumHeader({ algorithm, value }: Checksum): Record<string, string> {
  return value === undefined ? {} : { [`x-amz-checksum-${algorithm.toLowerCase()}`]: value };
}
