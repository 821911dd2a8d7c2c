import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { RenditionStorage } from '@sluice/core/process';
import { isNamed } from '../error-names.ts';
import { readAll } from './read-body.ts';

/** Some objects below a prefix could not be removed. */
export class ObjectsNotRemovedError extends Error {
  override readonly name = 'ObjectsNotRemoved';
  constructor(keys: readonly string[], reason: string) {
    super(`${keys.length} objects were not removed (${reason}), the first is ${keys[0]}: try again`);
  }
}

// Held at the same time; 10,000 of them are more than a job may write.
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 2;

/** Renditions in S3. A page of a list is as many keys as one removal may name: 1,000. */
export function createRenditionStorage({ client }: { readonly client: S3Client }): RenditionStorage {
  return {
    async put({ bucket, key }, bytes, mimeType) {
      const object = { Bucket: bucket, Key: key, ContentType: mimeType };
      if (bytes instanceof Uint8Array) {
        await client.send(new PutObjectCommand({ ...object, Body: bytes }));
        return;
      }
      // Its parts are given up when the stream breaks off.
      const upload = new Upload({
        client,
        params: { ...object, Body: Readable.from(bytes, { objectMode: false }) },
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
      });
      await upload.done();
    },
    async get({ bucket, key }) {
      try {
        const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await readAll(Body, ContentLength);
      } catch (error) {
        if (isNamed(error, 'NoSuchKey')) {
          return undefined;
        }
        throw error;
      }
    },
    async removeAll({ bucket: Bucket, prefix }) {
      if (prefix === '') {
        throw new TypeError(`without a prefix everything in ${Bucket} would be removed: name one`);
      }
      let from: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken: from }));
        await removeKeys(
          client,
          Bucket,
          (page.Contents ?? []).flatMap(({ Key }) => Key ?? []),
        );
        from = page.NextContinuationToken;
      } while (from !== undefined);
    },
  };
}

async function removeKeys(client: S3Client, Bucket: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) {
    return;
  }
  const { Errors = [] } = await client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true } }),
  );
  if (Errors.length > 0) {
    throw new ObjectsNotRemovedError(
      Errors.map(({ Key = '' }) => Key),
      Errors[0]?.Code ?? 'unknown',
    );
  }
}
