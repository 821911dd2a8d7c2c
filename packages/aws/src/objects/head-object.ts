import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StoredObject } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';
import { storedChecksum } from './checksum-fields.ts';

/** What S3 knows of an object, with the checksum it holds of it. */
export async function headObject(
  client: S3Client,
  bucket: string,
  key: string,
  versionId?: string,
): Promise<StoredObject | undefined> {
  try {
    const {
      VersionId = 'null',
      ContentLength = 0,
      ...fields
    } = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId, ChecksumMode: 'ENABLED' }),
    );
    const checksum = storedChecksum(fields);
    return { versionId: VersionId, sizeBytes: ContentLength, ...(checksum && { checksum }) };
  } catch (error) {
    if (isNamed(error, 'NotFound', 'NoSuchKey', 'NoSuchVersion')) {
      return undefined;
    }
    throw error;
  }
}
