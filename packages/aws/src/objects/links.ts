import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Links } from '@sluice/core/catalog';
import { type Clock, systemClock } from '@sluice/core/runtime';
import { contentDisposition } from './content-disposition.ts';
import { signedLife } from './signed-life.ts';
import { locate } from './storage-url.ts';

/** Signed GETs of S3: always as an attachment under the given name and type, whatever the object says of itself. */
export function createLinks({
  client,
  clock = systemClock,
}: {
  readonly client: S3Client;
  readonly clock?: Clock;
}): Links {
  return {
    async sign({ storageUrl, versionId, filename, mimeType, expiresInSeconds }) {
      const life = signedLife(await client.config.credentials(), clock(), expiresInSeconds);
      const command = new GetObjectCommand({
        ...locate(storageUrl),
        VersionId: versionId,
        ResponseContentDisposition: contentDisposition(filename),
        ResponseContentType: mimeType,
      });
      return { url: await getSignedUrl(client, command, life.options), expiresAt: life.expiresAt };
    },
  };
}
