import { DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ContentStore } from '@sluice/core/inspect';
import { readObject } from './read-object.ts';
import { locate } from './storage-url.ts';

/** Opens pinned versions of objects of S3; for whoever reads them whole: the content is on its way at once. Rejects with what S3 throws, StorageUrlError. */
export function createContentStore({ client }: { readonly client: S3Client }): ContentStore {
  return {
    async remove({ storageUrl, versionId }) {
      await client.send(new DeleteObjectCommand({ ...locate(storageUrl), VersionId: versionId }));
    },
    async open({ storageUrl, versionId }) {
      const object = { ...locate(storageUrl), VersionId: versionId };
      // The answer that tells the size brings the content too: only who reads it twice asks twice.
      const opened = await client.send(new GetObjectCommand(object));
      return readObject(client, object, opened.ContentLength ?? 0, opened);
    },
  };
}
