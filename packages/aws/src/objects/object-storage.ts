import { AbortMultipartUploadCommand, DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { storageUrlOf } from '@sluice/core/history';
import { type Clock, systemClock } from '@sluice/core/runtime';
import type { ObjectStorage } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';
import { completeMultipart } from './complete-multipart.ts';
import { createMultipart } from './create-multipart.ts';
import { headObject } from './head-object.ts';
import { listMultiparts } from './list-multiparts.ts';
import { listParts } from './list-parts.ts';
import { putNew } from './put-new.ts';
import { signParts, signPartTemplate } from './sign-parts.ts';
import { signPost } from './sign-post.ts';
import { signPut } from './sign-put.ts';
import { signPuts } from './sign-puts.ts';

export type ObjectStorageConfig = {
  /** With `requestChecksumCalculation: 'WHEN_REQUIRED'`: else URLs carry the checksum of an empty body. */
  readonly client: S3Client;
  /** A versioned bucket. */
  readonly bucket: string;
  /** @default systemClock */
  readonly clock?: Clock;
};

/** The bucket of contents, seen from upload, on S3. */
export function createObjectStorage({
  client,
  bucket: Bucket,
  clock = systemClock,
}: ObjectStorageConfig): ObjectStorage {
  return {
    createMultipart: (key, algorithm) => createMultipart(client, Bucket, key, algorithm),
    put: (request) => putNew(client, Bucket, request),
    signPuts: (request) => signPuts(client, Bucket, clock, request),
    signPut: (request) => signPut(client, Bucket, clock, request),
    signPost: (request) => signPost(client, Bucket, clock, request),
    signParts: (request) => signParts(client, Bucket, clock, request),
    signPartTemplate: (request) => signPartTemplate(client, Bucket, clock, request),
    listParts: (request) => listParts(client, Bucket, request),
    completeMultipart: (request) => completeMultipart(client, Bucket, request),
    async abortMultipart({ key, multipartId }) {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: multipartId }));
      } catch (error) {
        if (!isNamed(error, 'NoSuchUpload')) {
          throw error;
        }
      }
    },
    listMultiparts: (key) => listMultiparts(client, Bucket, key),
    head: (key, versionId) => headObject(client, Bucket, key, versionId),
    async remove({ key, versionId }) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId }));
    },
    urlOf: (key) => storageUrlOf(Bucket, key),
  };
}
