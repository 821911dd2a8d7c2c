import type { S3Client } from '@aws-sdk/client-s3';
import type { JobSource } from '@sluice/core/process';
import { readObject } from './read-object.ts';

/** Reads contents from S3, one pinned version each: once for every stream and every piece that is asked for. */
export function createJobSource({ client }: { readonly client: S3Client }): JobSource {
  return {
    open: ({ bucket, key, versionId, sizeBytes }) =>
      readObject(client, { Bucket: bucket, Key: key, VersionId: versionId }, sizeBytes),
  };
}
