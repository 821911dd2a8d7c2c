import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '@sluice/core/runtime';
import type { ObjectStorage, SignedForm } from '@sluice/core/upload';
import { checksumHeader } from './checksum-fields.ts';
import { signedLife } from './signed-life.ts';
import { deriveSigningKey, hmac } from './signing-key.ts';

type PostRequest = Parameters<ObjectStorage['signPost']>[0];

/**
 * A form that may put one object: a POST policy, Signature Version 4
 * (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
export async function signPost(
  client: S3Client,
  bucket: string,
  clock: Clock,
  { key, minBytes, maxBytes, checksum, expiresInSeconds }: PostRequest,
): Promise<SignedForm> {
  const credentials = await client.config.credentials();
  const life = signedLife(credentials, clock(), expiresInSeconds);
  // The SDK knows where the bucket is, and writes down whose signature it is and of when.
  const signed = new URL(await getSignedUrl(client, new HeadBucketCommand({ Bucket: bucket }), life.options));
  const param = (name: string) => signed.searchParams.get(name);
  const token = param('X-Amz-Security-Token');
  const credential = param('X-Amz-Credential') ?? '';
  const fields = {
    key,
    success_action_status: '201',
    ...(checksum && checksumHeader(checksum)),
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': credential,
    'x-amz-date': param('X-Amz-Date') ?? '',
    ...(token !== null && { 'x-amz-security-token': token }),
  };
  const conditions = [
    { bucket },
    ['content-length-range', minBytes, maxBytes],
    ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
  ];
  const policy = Buffer.from(JSON.stringify({ expiration: life.expiresAt, conditions })).toString('base64');
  const signingKey = deriveSigningKey(credentials.secretAccessKey, credential.split('/').slice(-4));
  return {
    url: signed.origin + signed.pathname,
    fields: { ...fields, policy, 'x-amz-signature': hmac(signingKey, policy).toString('hex') },
    expiresAt: life.expiresAt,
  };
}
