import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '@sluice/core/runtime';
import type { ObjectStorage, SignedRequest } from '@sluice/core/upload';
import { checksumField, checksumHeader } from './checksum-fields.ts';
import { signedLife } from './signed-life.ts';

type PutRequest = Parameters<ObjectStorage['signPut']>[0];

/** One PUT of exactly the signed length, to a key that must not exist unless it may be replaced, with the checksum enforced where one is given. */
export async function signPut(
  client: S3Client,
  bucket: string,
  clock: Clock,
  request: PutRequest,
): Promise<SignedRequest> {
  const { key, sizeBytes, checksum, expiresInSeconds, mayReplace = false } = request;
  const headers = { ...(!mayReplace && { 'if-none-match': '*' }), ...(checksum && checksumHeader(checksum)) };
  const life = signedLife(await client.config.credentials(), clock(), expiresInSeconds);
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    ContentLength: sizeBytes,
    ...(!mayReplace && { IfNoneMatch: '*' }),
    ...(checksum && checksumField(checksum)),
  });
  const url = await getSignedUrl(client, command, {
    ...life.options,
    // In the query, where the signer would put them, S3 does not enforce them.
    unhoistableHeaders: new Set(Object.keys(headers)),
  });
  return { url, headers, expiresAt: life.expiresAt };
}
