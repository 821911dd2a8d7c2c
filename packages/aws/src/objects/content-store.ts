import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { storageUrlOf } from '@sluice/core/history';
import type { ContentStore } from '@sluice/core/inspect';
import { isNamed } from '../error-names.ts';
import { readObject } from './read-object.ts';
import { locate } from './storage-url.ts';

/** Opens pinned versions of objects of S3; for whoever reads them whole: the content is on its way at once. Rejects with what S3 throws, StorageUrlError. */
export function createContentStore({ client }: { readonly client: S3Client }): ContentStore {
  return {
    async quarantine({ storageUrl, versionId }, key) {
      const { Bucket, Key } = locate(storageUrl);
      const CopySource = `${Bucket}/${encodeURI(Key)}?versionId=${encodeURIComponent(versionId)}`;
      try {
        const copied = await client.send(new CopyObjectCommand({ Bucket, Key: key, CopySource }));
        if (copied.VersionId === undefined) throw new TypeError(`${Bucket} keeps no versions: turn that on`);
        return { storageUrl: storageUrlOf(Bucket, key), versionId: copied.VersionId };
      } catch (error) {
        // One call copies 5 GB at most.
        if (isNamed(error, 'EntityTooLarge', 'InvalidRequest')) return undefined;
        throw error;
      }
    },
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
