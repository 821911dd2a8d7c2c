import { DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ContentStore } from '@sluice/core/inspect';
import { chunksOf, readAll } from './read-body.ts';
import { locate } from './storage-url.ts';

/** Opens pinned versions of objects of S3; for whoever reads them whole: the content is on its way at once. Rejects with what S3 throws, StorageUrlError. */
export function createContentStore({ client }: { readonly client: S3Client }): ContentStore {
  return {
    async remove({ storageUrl, versionId }) {
      await client.send(new DeleteObjectCommand({ ...locate(storageUrl), VersionId: versionId }));
    },
    async open({ storageUrl, versionId }) {
      const object = { ...locate(storageUrl), VersionId: versionId };
      const whole = () => client.send(new GetObjectCommand(object));
      const opened = await whole();
      const { ContentLength: sizeBytes = 0 } = opened;
      // The answer that told the size brings the content too: only who reads it twice asks twice.
      let unread: typeof opened | undefined = opened;
      return {
        sizeBytes,
        async *stream() {
          const first = unread;
          unread = undefined;
          yield* chunksOf((first ?? (await whole())).Body);
        },
        async read(start, length) {
          const end = Math.min(start + length, sizeBytes);
          // S3 refuses an empty range.
          if (start >= end) {
            return new Uint8Array();
          }
          const { Body } = await client.send(new GetObjectCommand({ ...object, Range: `bytes=${start}-${end - 1}` }));
          return readAll(Body, end - start);
        },
      };
    },
  };
}
