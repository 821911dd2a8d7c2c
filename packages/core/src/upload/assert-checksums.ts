import type { ChecksumAlgorithm } from '@sluice/contracts';
import { RefusedError } from '../runtime/index.ts';
import type { PartChecksums } from './sign-upload.ts';
import type { Upload } from './upload-record.ts';

const BYTES_OF: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC64NVME: 8,
  CRC32: 4,
  CRC32C: 4,
  SHA256: 32,
  SHA1: 20,
};

/** Whether a text can be a checksum of that algorithm: base64 of as many bytes. */
export function isChecksum(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.byteLength === BYTES_OF[algorithm] && bytes.toString('base64') === value;
}

/**
 * Refuses parts whose checksums are not what the upload was declared with: S3 wants one with every part once an
 * algorithm is named, and none else. A single PUT may do without. Throws RefusedError `invalid_part`.
 */
export function assertChecksums(
  { strategy, checksum: declared }: Upload,
  numbers: readonly number[],
  checksums: PartChecksums = new Map(),
): void {
  const wrong = numbers.flatMap((n, index) => {
    const detail = wrongOf(checksums.get(n));
    return detail === undefined ? [] : [{ pointer: `/parts/${index}/checksum`, detail: `part ${n} ${detail}` }];
  });
  if (wrong.length > 0) {
    throw new RefusedError(
      'invalid_part',
      `the checksums of ${wrong.length} parts are wrong: ${wrong[0]?.detail}`,
      wrong,
    );
  }

  function wrongOf(value: string | undefined): string | undefined {
    if (declared === undefined) {
      return value === undefined ? undefined : 'has a checksum, and the upload was created without an algorithm';
    }
    if (value === undefined) {
      return strategy === 'multipart' ? `needs its ${declared.algorithm}` : undefined;
    }
    if (!isChecksum(declared.algorithm, value)) {
      return `has a checksum that is no ${declared.algorithm} in base64`;
    }
    const differs = strategy === 'single' && declared.value !== undefined && declared.value !== value;
    return differs ? `was declared with the ${declared.algorithm} ${declared.value}` : undefined;
  }
}
