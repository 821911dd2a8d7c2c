import { type ChecksumAlgorithm, checksumAlgorithmSchema } from '@sluice/contracts';

export type Checksum = { readonly algorithm: ChecksumAlgorithm; readonly value?: string | undefined };

/** A checksum as requests and answers of S3 name it: a field for each algorithm. */
export type ChecksumFields = { readonly [A in ChecksumAlgorithm as `Checksum${A}`]?: string | undefined };

export function checksumField({ algorithm, value }: Checksum): ChecksumFields {
  return value === undefined ? {} : { [`Checksum${algorithm}`]: value };
}

/** The checksum S3 answers with: an object and a part have one. */
export function storedChecksum(fields: ChecksumFields): (Required<Checksum> & { readonly value: string }) | undefined {
  for (const algorithm of checksumAlgorithmSchema.options) {
    const value = fields[`Checksum${algorithm}`];
    if (value !== undefined) {
      return { algorithm, value };
    }
  }
  return undefined;
}

/** The header S3 compares with what arrives; enforced only when it is signed as a header. */
export function checksumHeader({ algorithm, value }: Checksum): Record<string, string> {
  return value === undefined ? {} : { [`x-amz-checksum-${algorithm.toLowerCase()}`]: value };
}

/** What the checksum of an object in parts is made of: CRCs can be joined to that of all bytes, digests cannot. */
export function checksumType(algorithm: ChecksumAlgorithm): 'FULL_OBJECT' | 'COMPOSITE' {
  return algorithm.startsWith('CRC') ? 'FULL_OBJECT' : 'COMPOSITE';
}
