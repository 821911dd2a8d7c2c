import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { ContentSource } from '@sluice/core/runtime';
import { chunksOf, readAll } from './read-body.ts';

export type ObjectVersion = { readonly Bucket: string; readonly Key: string; readonly VersionId: string };

/** One version of an object as a content to read. `opened` is an answer that brings it whole, for who reads it first. */
export function readObject(
  client: S3Client,
  object: ObjectVersion,
  sizeBytes: number,
  opened?: GetObjectCommandOutput,
): ContentSource {
  let unread = opened;
  return {
    sizeBytes,
    async *stream() {
      const first = unread;
      unread = undefined;
      yield* chunksOf((first ?? (await client.send(new GetObjectCommand(object)))).Body);
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
}
