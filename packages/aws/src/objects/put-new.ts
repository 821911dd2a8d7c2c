import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectStorage } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';
import { checksumField } from './checksum-fields.ts';

type PutRequest = Parameters<ObjectStorage['put']>[0];

/** Stores bytes under a key that holds nothing yet; one that does is left alone. */
export async function putNew(client: S3Client, bucket: string, { key, bytes, checksum }: PutRequest): Promise<void> {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentLength: bytes.byteLength,
        IfNoneMatch: '*',
        ...checksumField(checksum),
      }),
    );
  } catch (error) {
    if (!isNamed(error, 'PreconditionFailed')) {
      throw error;
    }
  }
}
