import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { JobSource } from '@sluice/core/process';
import { readAll } from './read-body.ts';

/** Reads whole contents from S3, one pinned version each. */
export function createJobSource({ client }: { readonly client: S3Client }): JobSource {
  return {
    async fetch({ bucket, key, versionId }) {
      const { Body, ContentLength = 0 } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
      );
      return readAll(Body, ContentLength);
    },
  };
}
