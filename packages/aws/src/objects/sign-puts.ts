import { hash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '@sluice/core/runtime';
import type { ObjectStorage, SignedRequest } from '@sluice/core/upload';
import { checksumHeader } from './checksum-fields.ts';
import { signPut } from './sign-put.ts';
import { deriveSigningKey, hmac } from './signing-key.ts';

type PutsRequest = Parameters<ObjectStorage['signPuts']>[0];
type Put = PutsRequest['objects'][number];

/** Keys that are written in a URL as they are: all of ours. */
const PLAIN_KEY = /^[A-Za-z0-9/_-]+$/;

/**
 * Many PUTs, each to the byte what the SDK would sign. It signs the first of each kind of checksum; the others differ in
 * key, length and checksum, and are signed here with one derived key.
 */
export async function signPuts(
  client: S3Client,
  bucket: string,
  clock: Clock,
  { objects, expiresInSeconds }: PutsRequest,
): Promise<SignedRequest[]> {
  const { secretAccessKey } = await client.config.credentials();
  const templates = new Map<string, Promise<(put: Put) => SignedRequest>>();
  const signerFor = (put: Put) => {
    const kind = put.checksum?.value === undefined ? '' : put.checksum.algorithm;
    const signer =
      templates.get(kind) ??
      signPut(client, bucket, clock, { ...put, expiresInSeconds }).then((template) =>
        createPutSigner(template, put.key, secretAccessKey),
      );
    templates.set(kind, signer);
    return signer;
  };
  return Promise.all(
    objects.map(async (put) =>
      PLAIN_KEY.test(put.key)
        ? (await signerFor(put))(put)
        : signPut(client, bucket, clock, { ...put, expiresInSeconds }),
    ),
  );
}

/** Signature Version 4 in the query string (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
function createPutSigner({ url, expiresAt }: SignedRequest, key: string, secret: string): (put: Put) => SignedRequest {
  const [address = '', query = ''] = url.split('?');
  const [, origin = '', host = '', path = ''] = /^(https?:\/\/([^/]+))(.*)$/.exec(address) ?? [];
  const base = path.slice(0, path.length - key.length);
  const params = new URLSearchParams(query);
  const scope = (params.get('X-Amz-Credential') ?? '').split('/').slice(-4);
  const signingKey = deriveSigningKey(secret, scope);
  const toSign = `AWS4-HMAC-SHA256\n${params.get('X-Amz-Date')}\n${scope.join('/')}\n`;
  const signedHeaders = params.get('X-Amz-SignedHeaders') ?? '';
  const [beforeSignature = '', afterSignature = ''] = query.split(/X-Amz-Signature=[0-9a-f]+&/);

  return (put) => {
    const headers = { 'if-none-match': '*', ...(put.checksum && checksumHeader(put.checksum)) };
    // By name, as the canonical request wants them.
    const canonicalHeaders = Object.entries({ 'content-length': put.sizeBytes, host, ...headers })
      .map(([name, value]) => `${name}:${value}\n`)
      .join('');
    const canonical = `PUT\n${base}${put.key}\n${beforeSignature}${afterSignature}\n${canonicalHeaders}\n${signedHeaders}\nUNSIGNED-PAYLOAD`;
    const signature = hmac(signingKey, toSign + hash('sha256', canonical)).toString('hex');
    return {
      url: `${origin}${base}${put.key}?${beforeSignature}X-Amz-Signature=${signature}&${afterSignature}`,
      headers,
      expiresAt,
    };
  };
}
