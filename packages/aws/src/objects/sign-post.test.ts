import { S3Client } from '@aws-sdk/client-s3';
import { fixedClock } from '@sluice/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createObjectStorage } from './object-storage.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 30, 15, 678);
const plain = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const policySchema = z.object({ expiration: z.string(), conditions: z.array(z.unknown()) });

function setUp(
  credentials: Partial<{ sessionToken: string; expiration: Date; secretAccessKey: string }> = {},
  endpoint?: string,
) {
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { ...plain, ...credentials },
    ...(endpoint !== undefined && { endpoint }),
  });
  const storage = createObjectStorage({ client, bucket: 'content', clock: fixedClock(NOW) });
  const sign = (more = {}) =>
    storage.signPost({ key: 't/acme/1', minBytes: 5, maxBytes: 7, expiresInSeconds: 900, ...more });
  return { client, sign };
}

describe('a signed form', () => {
  it('allows its fields, its bucket and its sizes, and nothing else', async () => {
    const checksum = { algorithm: 'SHA256', value: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=' };
    const { fields, expiresAt } = await setUp({ sessionToken: 'IQoJ/b3Jp+Z2luX2V=' }).sign({ checksum });
    const { policy = '', 'x-amz-signature': _, ...allowed } = fields;
    const { expiration, conditions } = z.parse(policySchema, JSON.parse(Buffer.from(policy, 'base64').toString()));
    expect([expiration, expiresAt]).toEqual(['2026-01-01T12:45:15.000Z', '2026-01-01T12:45:15.000Z']);
    expect(conditions).toEqual([
      { bucket: 'content' },
      ['content-length-range', 5, 7],
      ...Object.entries(allowed).map(([name, value]) => ({ [name]: value })),
    ]);
    expect(allowed).toEqual({
      key: 't/acme/1',
      success_action_status: '201',
      'x-amz-checksum-sha256': checksum.value,
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': 'AKIDEXAMPLE/20260101/eu-central-1/s3/aws4_request',
      'x-amz-date': '20260101T123015Z',
      'x-amz-security-token': 'IQoJ/b3Jp+Z2luX2V=',
    });
  });

  it('is signed as the SDK signs a text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.string({ unit: 'binary', minLength: 1 }),
        async (key, secret) => {
          const { client, sign } = setUp({ secretAccessKey: secret });
          const { fields } = await sign({ key });
          // It signs texts too, which its type does not say.
          const signer = await client.config.signer();
          const expected = await Reflect.apply(signer.sign, signer, [fields.policy, { signingDate: new Date(NOW) }]);
          expect(fields['x-amz-signature']).toBe(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ['on AWS', undefined, 'https://content.s3.eu-central-1.amazonaws.com/'],
    ['on a cloud by address', 'http://127.0.0.1:4566', 'http://127.0.0.1:4566/content/'],
  ])('is posted to the bucket, %s', async (_, endpoint, url) => {
    expect((await setUp({}, endpoint).sign()).url).toBe(url);
  });

  it('lives no longer than the credentials behind it', async () => {
    const { expiresAt } = await setUp({ expiration: new Date(NOW + 60_000) }).sign();
    expect(expiresAt).toBe('2026-01-01T12:31:15.000Z');
  });
});
