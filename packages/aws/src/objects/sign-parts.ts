import { hash } from 'node:crypto';
import { type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { fillPart } from '@sluice/contracts';
import type { Clock } from '@sluice/core/runtime';
import type { ObjectStorage, PartsToSign, SignedRequest } from '@sluice/core/upload';
import { checksumField, checksumHeader } from './checksum-fields.ts';
import { signedLife } from './signed-life.ts';
import { deriveSigningKey, hmac } from './signing-key.ts';

type Part = PartsToSign['parts'][number];
type Template = Awaited<ReturnType<ObjectStorage['signPartTemplate']>>;

/** Part PUTs of exactly the signed lengths, each to the byte what the SDK would sign. */
export async function signParts(
  client: S3Client,
  bucket: string,
  clock: Clock,
  request: PartsToSign,
): Promise<SignedRequest[]> {
  if (request.parts.length === 0) {
    return [];
  }
  const { template, signatures } = await signPartTemplate(client, bucket, clock, request);
  const { expiresAt } = template;
  return request.parts.map(({ n, checksum }, index) => ({
    ...fillPart(template, { n, signature: signatures[index] ?? '', checksum }),
    expiresAt,
  }));
}

/**
 * What part PUTs share, and a signature each. The SDK signs the first; the others differ from it in number, length and
 * checksum, so they are signed here with one derived key: a thousand take a tenth of the time.
 */
export async function signPartTemplate(
  client: S3Client,
  bucket: string,
  clock: Clock,
  request: PartsToSign,
): Promise<Template> {
  const { parts, algorithm, expiresInSeconds } = request;
  const [first] = parts;
  if (first === undefined) {
    throw new RangeError('a template needs a part to be signed for');
  }
  const credentials = await client.config.credentials();
  const life = signedLife(credentials, clock(), expiresInSeconds);
  const headers = algorithm === undefined ? {} : checksumHeader({ algorithm, value: '{checksum}' });
  const checksum = algorithm === undefined ? {} : checksumField({ algorithm, value: first.checksum });
  const signedFirst = await getSignedUrl(
    client,
    new UploadPartCommand({
      Bucket: bucket,
      Key: request.key,
      UploadId: request.multipartId,
      PartNumber: first.n,
      ContentLength: first.sizeBytes,
      ...checksum,
    }),
    { ...life.options, unhoistableHeaders: new Set(Object.keys(headers)) },
  );
  // No other part of the URL can look like these: values are written in percent.
  const url = signedFirst
    .replace(/(?<=[?&]X-Amz-Signature=)[0-9a-f]+/, '{signature}')
    .replace(/(?<=[?&]partNumber=)\d+/, '{n}');
  const sign = createPartSigner(url, Object.keys(headers), credentials.secretAccessKey);
  return { template: { url, headers, expiresAt: life.expiresAt }, signatures: parts.map(sign) };
}

/** Signature Version 4 in the query string (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
function createPartSigner(url: string, checksumHeaders: readonly string[], secret: string): (part: Part) => string {
  const [address = '', query = ''] = url.split('?');
  const [, host = '', path = ''] = /^https?:\/\/([^/]+)(.*)$/.exec(address) ?? [];
  const params = new URLSearchParams(query);
  const scope = (params.get('X-Amz-Credential') ?? '').split('/').slice(-4);
  const signingKey = deriveSigningKey(secret, scope);
  const toSign = `AWS4-HMAC-SHA256\n${params.get('X-Amz-Date')}\n${scope.join('/')}\n`;
  // Which headers are signed is the template's: without a size the length is not.
  const signed = params.get('X-Amz-SignedHeaders') ?? '';
  const isSized = signed.startsWith('content-length;');
  // The SDK writes the query sorted, as the canonical request wants it.
  const [beforeNumber, afterNumber] = query.replace('X-Amz-Signature={signature}&', '').split('{n}');
  const start = `PUT\n${path}\n${beforeNumber}`;
  const [checksumHeader] = checksumHeaders;

  return ({ n, sizeBytes, checksum = '' }) => {
    const ofChecksum = checksumHeader === undefined ? '' : `${checksumHeader}:${checksum}\n`;
    const ofLength = isSized ? `content-length:${sizeBytes}\n` : '';
    const canonical = `${start}${n}${afterNumber}\n${ofLength}host:${host}\n${ofChecksum}\n${signed}\nUNSIGNED-PAYLOAD`;
    return hmac(signingKey, toSign + hash('sha256', canonical)).toString('hex');
  };
}
