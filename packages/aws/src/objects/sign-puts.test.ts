import { S3Client } from '@aws-sdk/client-s3';
import { fixedClock } from '@sluice/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createObjectStorage } from './object-storage.ts';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const where = fc.record(
  {
    credentials: fc.constantFrom(keys, { ...keys, sessionToken: 'a/b+c==' }),
    region: fc.constantFrom('eu-central-1', 'us-east-1'),
    forcePathStyle: fc.boolean(),
    endpoint: fc.constantFrom('http://127.0.0.1:4566', 'https://s3.example.com:8443/base'),
  },
  { requiredKeys: ['credentials', 'region', 'forcePathStyle'] },
);
const key = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_', '/', 'é', ' '), minLength: 1, maxLength: 20 });
const checksum = fc.record(
  {
    algorithm: fc.constantFrom('CRC32' as const, 'SHA256' as const, 'CRC64NVME' as const),
    value: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  },
  { requiredKeys: ['algorithm'] },
);
const objects = fc.array(
  fc.record({
    key: key.map((name) => `t/${name}`),
    sizeBytes: fc.nat(),
    checksum: fc.option(checksum, { nil: undefined }),
  }),
  { maxLength: 5 },
);

describe('many signed PUTs', () => {
  it('are to the byte what each would be alone', async () => {
    await fc.assert(
      fc.asyncProperty(where, objects, async (config, puts) => {
        const client = new S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' });
        const storage = createObjectStorage({ client, bucket: 'content', clock: fixedClock() });
        const alone = puts.map((put) => storage.signPut({ ...put, expiresInSeconds: 900 }));
        expect(await storage.signPuts({ objects: puts, expiresInSeconds: 900 })).toEqual(await Promise.all(alone));
      }),
      { numRuns: 100 },
    );
  });
});
