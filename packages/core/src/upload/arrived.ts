import { RefusedError } from '../runtime/index.ts';
import type { Checksum, StoredObject } from './object-storage.ts';

/** What is to become the file; the checksum is what S3 says of it. */
export type Arrived = Pick<StoredObject, 'versionId' | 'checksum'> & {
  /** Where its client told no size. */
  readonly sizeBytes?: number;
  readonly partCount?: number;
};

/** Throws RefusedError `checksum_mismatch` when S3 knows that the bytes are others than declared. */
export function assertSameBytes(declared: Checksum | undefined, stored: Checksum | undefined): void {
  if (!areSameBytes(declared, stored)) {
    throw new RefusedError(
      'checksum_mismatch',
      `the stored bytes have the ${stored?.algorithm} ${stored?.value}, not ${declared?.value}: upload them again`,
    );
  }
}

/** Checksums of other algorithms, and of parts, tell nothing of each other. */
export function areSameBytes(declared: Checksum | undefined, stored: Checksum | undefined): boolean {
  const comparable = declared?.value !== undefined && stored?.value !== undefined && !stored.value.includes('-');
  return !comparable || declared.algorithm !== stored.algorithm || declared.value === stored.value;
}
