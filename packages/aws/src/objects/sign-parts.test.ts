import { S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type ChecksumAlgorithm, checksumAlgorithmSchema, fillPart } from '@sluice/contracts';
import { fixedClock } from '@sluice/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createObjectStorage } from './object-storage.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 30, 15, 678);
const plain = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

type Setting = {
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date };
  readonly region: string;
  readonly endpoint?: string;
  readonly forcePathStyle: boolean;
  readonly now: number;
};
const USUAL: Setting = { credentials: plain, region: 'eu-central-1', forcePathStyle: false, now: NOW };

function setUp({ now, ...config }: Setting = USUAL) {
  const client = new S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' });
  return { client, storage: createObjectStorage({ client, bucket: 'content', clock: fixedClock(now) }) };
}

type Part = { readonly n: number; readonly sizeBytes: number; readonly checksum?: string };

/** One part as the SDK signs it, alone. */
function oracle(
  client: S3Client,
  {
    key,
    multipartId,
    algorithm,
    now,
  }: { key: string; multipartId: string; algorithm?: ChecksumAlgorithm; now: number },
  { n, sizeBytes, checksum }: Part,
): Promise<string> {
  const command = new UploadPartCommand({
    Bucket: 'content',
    Key: key,
    UploadId: multipartId,
    PartNumber: n,
    ContentLength: sizeBytes,
    ...(algorithm && { [`Checksum${algorithm}`]: checksum }),
  });
  return getSignedUrl(client, command, {
    expiresIn: 900,
    signingDate: new Date(now),
    unhoistableHeaders: new Set(algorithm ? [`x-amz-checksum-${algorithm.toLowerCase()}`] : []),
  });
}

const opaque = (...characters: readonly string[]) =>
  fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', '~', ...characters), minLength: 1, maxLength: 40 });
const base64 = fc.uint8Array({ minLength: 4, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64'));

const setting: fc.Arbitrary<Setting> = fc.record(
  {
    credentials: fc.record(
      { accessKeyId: opaque('/'), secretAccessKey: opaque('/', '+', '='), sessionToken: opaque('/', '+', '=') },
      { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
    ),
    region: fc.constantFrom('us-east-1', 'eu-central-1', 'cn-north-1', 'us-gov-west-1'),
    endpoint: fc.constantFrom(
      'http://127.0.0.1:4566',
      'http://localhost:4566',
      'https://s3.example.com',
      'https://s3.example.com:8443/base',
    ),
    forcePathStyle: fc.boolean(),
    now: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2099, 0, 1) }),
  },
  { requiredKeys: ['credentials', 'region', 'forcePathStyle', 'now'] },
);
const part = fc.record({
  n: fc.integer({ min: 1, max: 10_000 }),
  sizeBytes: fc.integer({ min: 0, max: 5 * 2 ** 30 }),
  checksum: base64,
});
const request = fc.record({
  key: fc
    .array(opaque(' ', '+', "'", '(', '*', 'é', '&', '=', '{n}'), { minLength: 1, maxLength: 3 })
    .map((names) => names.join('/')),
  multipartId: opaque('/', '+', '=', ' ', '{'),
  algorithm: fc.option(fc.constantFrom(...checksumAlgorithmSchema.options), { nil: undefined }),
  parts: fc.array(part, { minLength: 1, maxLength: 4 }),
});

describe('signed parts', () => {
  it('are to the byte what the SDK signs, whoever signs whatever for wherever', async () => {
    await fc.assert(
      fc.asyncProperty(setting, request, async (where, { algorithm, parts, ...multipart }) => {
        const { client, storage } = setUp(where);
        const known = algorithm === undefined ? parts.map(({ checksum, ...rest }) => rest) : parts;
        const signed = await storage.signParts({
          ...multipart,
          parts: known,
          ...(algorithm && { algorithm }),
          expiresInSeconds: 900,
        });
        const declared = { ...multipart, ...(algorithm && { algorithm }), now: where.now };
        expect(signed.map(({ url }) => url)).toEqual(
          await Promise.all(known.map((one) => oracle(client, declared, one))),
        );
        const headers = parts.map(({ checksum }) =>
          algorithm ? { [`x-amz-checksum-${algorithm.toLowerCase()}`]: checksum } : {},
        );
        expect(signed.map((one) => one.headers)).toEqual(headers);
      }),
      { numRuns: 200 },
    );
  });

  it('of no size are what the SDK signs without one', async () => {
    await fc.assert(
      fc.asyncProperty(setting, request, async (where, { parts, key, multipartId }) => {
        const { client, storage } = setUp(where);
        const unsized = parts.map(({ n }) => ({ n }));
        const signed = await storage.signParts({ key, multipartId, parts: unsized, expiresInSeconds: 900 });
        const expected = await Promise.all(
          unsized.map(({ n }) =>
            getSignedUrl(
              client,
              new UploadPartCommand({ Bucket: 'content', Key: key, UploadId: multipartId, PartNumber: n }),
              { expiresIn: 900, signingDate: new Date(where.now) },
            ),
          ),
        );
        expect(signed.map(({ url }) => url)).toEqual(expected);
      }),
      { numRuns: 50 },
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

  it('sign their checksum as a header, where S3 enforces it', async () => {
    const { storage } = setUp();
    const parts = [{ n: 1, sizeBytes: 5, checksum: 'DUoRhQ==' }];
    const [signed] = await storage.signParts({
      key: 'k',
      multipartId: 'm',
      parts,
      algorithm: 'CRC32',
      expiresInSeconds: 9,
    });
    const { searchParams } = new URL(signed?.url ?? '');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host;x-amz-checksum-crc32');
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  });
});

describe('a template of parts', () => {
  const parts = Array.from({ length: 1000 }, (_, index) => ({ n: 9_001 + index, sizeBytes: 8 * 1024 ** 2 }));
  const asked = { key: 'k', multipartId: 'm', parts, expiresInSeconds: 900 };

  it('says once what they share, and becomes the same requests', async () => {
    const { storage } = setUp({ ...USUAL, credentials: { ...plain, sessionToken: 'IQoJ/b3Jp+Z2luX2V=' } });
    const { template, signatures } = await storage.signPartTemplate(asked);
    const filled = parts.map(({ n }, index) => fillPart(template, { n, signature: signatures[index] ?? '' }));
    const signed = await storage.signParts(asked);
    expect(filled).toEqual(signed.map(({ url, headers }) => ({ url, headers })));
    expect(template.expiresAt).toBe(signed[0]?.expiresAt);
  });

  it('leaves at most a hundred bytes for each part', async () => {
    const { signatures } = await setUp().storage.signPartTemplate(asked);
    const wire = JSON.stringify(parts.map(({ n }, index) => ({ n, signature: signatures[index] })));
    expect(wire.length / parts.length).toBeLessThan(100);
  });

  it('is not made of nothing', async () => {
    await expect(setUp().storage.signPartTemplate({ ...asked, parts: [] })).rejects.toThrow(RangeError);
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
    const { storage } = setUp({ ...USUAL, credentials: { ...plain, expiration: new Date(NOW + 60_000) } });
    const { url, expiresAt } = await put(storage);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('60');
    expect(expiresAt).toBe('2026-01-01T12:31:15.000Z');
  });
});
