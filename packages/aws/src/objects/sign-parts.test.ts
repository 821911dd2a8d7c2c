import { S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { fixedClock } from '@sluice/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createObjectStorage } from './object-storage.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 30, 15, 678);
const plain = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

function setUp(credentials: { sessionToken?: string; expiration?: Date } = {}, endpoint?: string) {
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { ...plain, ...credentials },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    ...(endpoint !== undefined && { endpoint }),
  });
  return { client, storage: createObjectStorage({ client, bucket: 'content', clock: fixedClock(NOW) }) };
}

const oracle = (client: S3Client, key: string, UploadId: string, part: { n: number; sizeBytes: number }) =>
  getSignedUrl(
    client,
    new UploadPartCommand({ Bucket: 'content', Key: key, UploadId, PartNumber: part.n, ContentLength: part.sizeBytes }),
    { expiresIn: 900, signingDate: new Date(NOW) },
  );

describe('signed parts', () => {
  it.each([
    ['with keys of a user', {}, undefined],
    ['with keys of a session', { sessionToken: 'IQoJ/b3Jp+Z2luX2V=' }, undefined],
    ['for an endpoint by address', {}, 'http://127.0.0.1:4566'],
  ])('are to the byte what the SDK signs, %s', async (_, credentials, endpoint) => {
    const { client, storage } = setUp(credentials, endpoint);
    const part = fc.record({
      n: fc.integer({ min: 1, max: 10_000 }),
      sizeBytes: fc.integer({ min: 0, max: 5 * 2 ** 30 }),
    });
    const opaque = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', '~', '/', '+', '=', ' '),
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), opaque, async (parts, multipartId) => {
        const key = 't/acme/019b76da-a800-7000-8000-000000000001';
        const signed = await storage.signParts({ key, multipartId, parts, expiresInSeconds: 900 });
        const expected = await Promise.all(parts.map((one) => oracle(client, key, multipartId, one)));
        expect(signed.map(({ url }) => url)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('need no header, and live as long as asked', async () => {
    const { storage } = setUp();
    const [signed] = await storage.signParts({
      key: 'k',
      multipartId: 'm',
      parts: [{ n: 1, sizeBytes: 5 }],
      expiresInSeconds: 900,
    });
    expect(signed).toMatchObject({ headers: {}, expiresAt: '2026-01-01T12:45:15.000Z' });
    expect(new URL(signed?.url ?? '').searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host');
  });
});

describe('a signed PUT', () => {
  const put = (storage: ReturnType<typeof setUp>['storage'], more = {}) =>
    storage.signPut({ key: 'k', sizeBytes: 5, expiresInSeconds: 900, ...more });

  it('signs its length, its condition and its checksum as headers, and no checksum of its own', async () => {
    const { url, headers } = await put(setUp().storage, {
      checksum: { algorithm: 'CRC64NVME', value: 'M3eFcAZSQlc=' },
    });
    const { searchParams } = new URL(url);
    expect(headers).toEqual({ 'if-none-match': '*', 'x-amz-checksum-crc64nvme': 'M3eFcAZSQlc=' });
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host;if-none-match;x-amz-checksum-crc64nvme');
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  });

  it('says nothing of a checksum that nobody gave', async () => {
    const { url, headers } = await put(setUp().storage, { checksum: { algorithm: 'CRC32' } });
    expect(headers).toEqual({ 'if-none-match': '*' });
    expect(url).not.toMatch(/checksum|sdk-checksum/i);
  });

  it('lives no longer than the credentials behind it', async () => {
    const { storage } = setUp({ expiration: new Date(NOW + 60_000) });
    const { url, expiresAt } = await put(storage);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('60');
    expect(expiresAt).toBe('2026-01-01T12:31:15.000Z');
  });
});
