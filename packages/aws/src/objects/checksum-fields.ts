import type { ChecksumAlgorithm } from '@sluice/contracts';

export type Checksum = { readonly algorithm: ChecksumAlgorithm; readonly value?: string | undefined };

/** A checksum as requests and answers of S3 name it: a field for each algorithm. */
export type ChecksumFields = { [A in ChecksumAlgorithm as `Checksum${A}`]?: string | undefined };

export function checksumField({ algorithm, value }: Checksum): ChecksumFields {
  return value === undefined ? {} : { [`Checksum${algorithm}`]: value };
}

/** The value S3 answered for an algorithm. */
export function checksumOf(fields: ChecksumFields, algorithm: ChecksumAlgorithm): string | undefined {
  return fields[`Checksum${algorithm}`];
}

/** The header S3 compares with what arrives; enforced only when it is signed as a header. */
export function checksumHeader({ algorithm, value }: Checksum): Record<string, string> {
  return value === undefined ? {} : { [`x-amz-checksum-${algorithm.toLowerCase()}`]: value };
}
