import { UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createObjectStorage } from '@sluice/aws';
import { fixedClock } from '@sluice/core/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectStorageContract } from '../../packages/core/src/upload/object-storage.contract.ts';
import { createBucket } from './local-cloud/create-bucket.ts';
import { type ProductClients, productClients } from './local-cloud/product-clients.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';

let cloud: TestCloud;
let clients: ProductClients;
let bucket: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  clients = productClients(cloud.endpoint);
  bucket = await createBucket(clients, 'content');
});
afterAll(async () => {
  clients.destroy();
  await cloud.stop();
});

const send = async ({ url, headers }: { url: string; headers: Readonly<Record<string, string>> }, body: Uint8Array) =>
  (await fetch(url, { method: 'PUT', headers, body: Buffer.from(body) })).status;

const post = async ({ url, fields }: { url: string; fields: Readonly<Record<string, string>> }, body: Uint8Array) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([Buffer.from(body)]));
  return (await fetch(url, { method: 'POST', body: form })).status;
};

describe('the object storage on S3', () => {
  objectStorageContract(async () => ({ storage: createObjectStorage({ client: clients.s3, bucket }), send, post }));

  it('signs for as long as asked: later the URL is refused', async () => {
    const clock = fixedClock(Date.now() - 61_000);
    const storage = createObjectStorage({ client: clients.s3, bucket, clock });
    const key = 't/acme/late';
    const request = await storage.signPut({ key, sizeBytes: 5, expiresInSeconds: 60 });
    expect(Date.parse(request.expiresAt)).toBeLessThanOrEqual(Date.now());
    expect(await send(request, Buffer.from('hello'))).toBe(403);
    const inTime = await storage.signPut({ key, sizeBytes: 5, expiresInSeconds: 120 });
    expect(await send(inTime, Buffer.from('hello'))).toBe(200);
  });

  it('signs parts to the byte as the SDK does', async () => {
    const clock = fixedClock(Date.now());
    const storage = createObjectStorage({ client: clients.s3, bucket, clock });
    const parts = [1, 7, 10_000].map((n) => ({ n, sizeBytes: n * 1000 }));
    const key = 't/acme/two';
    const signed = await storage.signParts({ key, multipartId: 'an/id+of=S3', parts, expiresInSeconds: 900 });
    const oracle = await Promise.all(
      parts.map(({ n, sizeBytes }) =>
        getSignedUrl(
          clients.s3,
          new UploadPartCommand({
            Bucket: bucket,
            Key: key,
            UploadId: 'an/id+of=S3',
            PartNumber: n,
            ContentLength: sizeBytes,
          }),
          { expiresIn: 900, signingDate: new Date(clock()) },
        ),
      ),
    );
    expect(signed.map(({ url }) => url)).toEqual(oracle);
  });
});
