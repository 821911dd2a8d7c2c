import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { JobSource } from '@sluice/core/process';
import { chunksOf, readAll } from './read-body.ts';

/** Reads contents from S3, one pinned version each: once for every stream and every piece that is asked for. */
export function createJobSource({ client }: { readonly client: S3Client }): JobSource {
  return {
    open({ bucket, key, versionId, sizeBytes }) {
      const get = async (range?: string) => {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId, ...(range && { Range: range }) }),
        );
        return Body;
      };
      return {
        sizeBytes,
        async *stream() {
          yield* chunksOf(await get());
        },
        async read(start, length) {
          const end = Math.min(start + length, sizeBytes);
          // S3 refuses an empty range.
          if (start >= end) return new Uint8Array();
          return readAll(await get(`bytes=${start}-${end - 1}`), end - start);
        },
      };
    },
  };
}
