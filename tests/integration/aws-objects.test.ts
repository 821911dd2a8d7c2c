import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { createContentStore, createJobSource, createLinks, createRenditionStorage } from '@sluice/aws';
import { fixedClock, systemClock } from '@sluice/core/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentStoreContract } from '../../packages/core/src/inspect/content-store.contract.ts';
import { jobSourceContract } from '../../packages/core/src/process/job-source.contract.ts';
import { renditionStorageContract } from '../../packages/core/src/process/rendition-storage.contract.ts';
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

const store = async (key: string, bytes: Uint8Array, more: { ContentType?: string } = {}) => {
  const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ...more });
  const { VersionId: versionId = '' } = await clients.s3.send(put);
  return { bucket, key, versionId, storageUrl: `s3://${bucket}/${key}` };
};

describe('contents on S3', () => {
  contentStoreContract(async () => ({ contents: createContentStore({ client: clients.s3 }), store }));
});

describe('the source of jobs on S3', () => {
  jobSourceContract(async () => ({ source: createJobSource({ client: clients.s3 }), store }));
});

describe('the rendition storage on S3', () => {
  renditionStorageContract(async () => ({
    storage: createRenditionStorage({ client: clients.s3 }),
    bucket,
    read: async (key) => {
      try {
        const { Body, ContentType = '' } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), mimeType: ContentType };
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
  }));

  it('removes more than one page of objects', async () => {
    const storage = createRenditionStorage({ client: clients.s3 });
    const prefix = 'r/acme/pages/';
    for (let from = 0; from < 1003; from += 59) {
      const numbers = Array.from({ length: Math.min(59, 1003 - from) }, (_, index) => from + index);
      await Promise.all(numbers.map((n) => storage.put({ bucket, key: prefix + n }, new Uint8Array(), 'text/plain')));
    }
    const count = async () =>
      (await clients.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))).KeyCount;
    expect(await count()).toBe(1000);
    await storage.removeAll({ bucket, prefix });
    expect(await count()).toBe(0);
  });
});

describe('a link on S3', () => {
  const links = (clock = systemClock) => createLinks({ client: clients.s3, clock });
  const names: readonly [string, string, string][] = [
    ['plain', 'holiday.jpg', 'attachment; filename="holiday.jpg"; filename*=UTF-8\'\'holiday.jpg'],
    ['with quotes', 'a "b".txt', 'attachment; filename="a _b_.txt"; filename*=UTF-8\'\'a%20%22b%22.txt'],
    ['in another script', 'año ✓.pdf', 'attachment; filename="a_o _.pdf"; filename*=UTF-8\'\'a%C3%B1o%20%E2%9C%93.pdf'],
  ];

  it.each(names)('gives the object to anyone, as an attachment under a name %s', async (_, filename, disposition) => {
    const { storageUrl, versionId } = await store('linked', Buffer.from('<svg/>'), { ContentType: 'text/html' });
    await store('linked', Buffer.from('another version'));
    const link = await links().sign({
      storageUrl,
      versionId,
      filename,
      mimeType: 'image/svg+xml',
      expiresInSeconds: 60,
    });
    const response = await fetch(link.url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<svg/>');
    expect(response.headers.get('content-disposition')).toBe(disposition);
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
  });

  it('cannot be turned into another name, type or object', async () => {
    const { storageUrl } = await store('mine', Buffer.from('mine'));
    await store('yours', Buffer.from('yours'));
    const { url } = await links().sign({ storageUrl, filename: 'a.txt', mimeType: 'text/plain', expiresInSeconds: 60 });
    const turned = [
      url.replace('/mine', '/yours'),
      url.replace('text%2Fplain', 'text%2Fhtml'),
      url.replace('attachment', 'inline'),
      url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
    ];
    expect(new Set(turned)).not.toContain(url);
    expect(await Promise.all(turned.map(async (other) => (await fetch(other)).status))).toEqual([403, 403, 403, 403]);
  });

  it('is good for as long as it says', async () => {
    const { storageUrl } = await store('late', Buffer.from('late'));
    const past = links(fixedClock(Date.now() - 61_000));
    const request = { storageUrl, filename: 'a.txt', mimeType: 'text/plain' };
    const late = await past.sign({ ...request, expiresInSeconds: 60 });
    expect(Date.parse(late.expiresAt)).toBeLessThanOrEqual(Date.now());
    expect((await fetch(late.url)).status).toBe(403);
    expect((await fetch((await past.sign({ ...request, expiresInSeconds: 120 })).url)).status).toBe(200);
  });
});
