import { CreateMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ChecksumAlgorithm } from '@sluice/contracts';
import { checksumType } from './checksum-fields.ts';

/** S3 answered without something it always answers with. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Once an algorithm is named, S3 wants a checksum with every part; without one it wants none. */
export async function createMultipart(
  client: S3Client,
  bucket: string,
  key: string,
  algorithm?: ChecksumAlgorithm,
): Promise<string> {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      ...(algorithm && { ChecksumAlgorithm: algorithm, ChecksumType: checksumType(algorithm) }),
    }),
  );
  if (UploadId === undefined) {
    throw new UnexpectedAnswerError(`a multipart upload of ${key} was created without an id`);
  }
  return UploadId;
}
