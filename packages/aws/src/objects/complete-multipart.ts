import { CompleteMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Checksum, Completion, ObjectStorage, StoredPart } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';
import { checksumField, checksumType, storedChecksum } from './checksum-fields.ts';

type CompleteRequest = Parameters<ObjectStorage['completeMultipart']>[0];

/** Puts the parts together, provided that they are as many bytes as declared, of the checksum declared, and the key is free. */
export async function completeMultipart(
  client: S3Client,
  Bucket: string,
  { key, multipartId, parts, sizeBytes, checksum }: CompleteRequest,
): Promise<Completion> {
  try {
    const { VersionId = '', ...fields } = await client.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: key,
        UploadId: multipartId,
        MultipartUpload: { Parts: parts.map((part) => completedPart(part, checksum)) },
        MpuObjectSize: sizeBytes,
        IfNoneMatch: '*',
        ...(checksum && { ...checksumField(checksum), ChecksumType: checksumType(checksum.algorithm) }),
      }),
    );
    const stored = storedChecksum(fields);
    return { outcome: 'completed', versionId: VersionId, ...(stored && { checksum: stored }) };
  } catch (error) {
    const outcome = refusal(error);
    if (outcome === undefined) {
      throw error;
    }
    return { outcome };
  }
}

function completedPart({ n, etag, checksum: value }: StoredPart, declared: Checksum | undefined) {
  return { PartNumber: n, ETag: etag, ...(declared && checksumField({ algorithm: declared.algorithm, value })) };
}

function refusal(error: unknown): 'gone' | 'exists' | 'mismatch' | undefined {
  if (isNamed(error, 'NoSuchUpload')) {
    return 'gone';
  }
  if (isNamed(error, 'PreconditionFailed')) {
    return 'exists';
  }
  // S3 says the second where the checksum is of a form it did not expect; the size has that name too.
  const isOfChecksum = isNamed(error, 'InvalidRequest') && error instanceof Error && /checksum/i.test(error.message);
  return isNamed(error, 'BadDigest') || isOfChecksum ? 'mismatch' : undefined;
}
