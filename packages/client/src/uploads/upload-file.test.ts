import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../calls/fetch-with-timeout.ts';
import { type ClientOptions, createClient } from '../create-client.ts';
import { openFile } from '../node.ts';
import { type FakeService, type FakeServiceOptions, startFakeService } from '../testing/index.ts';
import type { Progress } from './progress.ts';

const running: FakeService[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

const start = async (options: FakeServiceOptions = {}, given: Partial<ClientOptions> = {}) => {
  const service = await startFakeService(options);
  running.push(service);
  const pace = { sleep: async () => {}, random: () => 0 };
  return { service, client: createClient({ baseUrl: service.baseUrl, token: 'good', pace, ...given }) };
};

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);
const fileOf = (length: number) => new File([bytes(length)], 'a.bin', { type: 'application/x-thing' });
const stored = (service: FakeService, fileId: string) => service.state.files.get(fileId)?.content;
const puts = (service: FakeService) => service.seen.filter((name) => name.startsWith('PUT '));

describe('uploadFile', () => {
  it('stores every byte, whatever the size', async () => {
    const { service, client } = await start();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 95 }), async (size) => {
        const { fileId } = await client.uploadFile(fileOf(size));
        expect(stored(service, fileId)).toEqual(Buffer.from(bytes(size)));
      }),
      { numRuns: 40, examples: [[0], [19], [20], [21], [30]] },
    );
  });

  it('declares name, size and type, and sends along what it was told', async () => {
    const { service, client } = await start();
    const { uploadId } = await client.uploadFile(fileOf(3), { tags: ['t'], metadata: { k: 'v' }, priority: 9 });
    expect(service.state.uploads.get(uploadId)?.body).toEqual({
      ...{ filename: 'a.bin', size_bytes: 3, mime_type: 'application/x-thing' },
      checksum: { algorithm: 'CRC32', value: 'CFSJfw==' },
      ...{ tags: ['t'], metadata: { k: 'v' }, priority: 9 },
    });
  });

  it('declares application/octet-stream when nothing is known', async () => {
    const { service, client } = await start();
    const { uploadId } = await client.uploadFile(new Blob(['x']));
    expect(service.state.uploads.get(uploadId)?.body).toMatchObject({
      filename: 'unnamed',
      mime_type: 'application/octet-stream',
    });
  });

  it('sends one PUT and completes when the service wants a single request', async () => {
    const { service, client } = await start();
    const { uploadId } = await client.uploadFile(fileOf(0));
    expect(service.seen).toEqual([
      'POST /v1/uploads',
      `PUT /s3/${uploadId}#1`,
      `POST /v1/uploads/${uploadId}/complete`,
    ]);
  });

  it('tells its progress up to 100 %', async () => {
    const { client } = await start();
    const seen: Progress[] = [];
    await client.uploadFile(fileOf(25), { onProgress: (progress) => seen.push(progress) });
    expect(seen).toHaveLength(3);
    expect(seen.at(-1)).toEqual({ bytesUploaded: 25, totalBytes: 25, percentage: 100, bytesResumed: 0 });
  });

  it('sends parts in parallel, but no more than the service allows', async () => {
    let underWay = 0;
    const peaks: number[] = [];
    const counting: Fetch = async (url, init) => {
      const isPut = init.method === 'PUT' ? 1 : 0;
      underWay += isPut;
      peaks.push(underWay);
      return fetch(url, init).finally(() => {
        underWay -= isPut;
      });
    };
    const { client } = await start({ maxConcurrency: 3 }, { fetch: counting });
    await client.uploadFile(fileOf(500));
    expect(Math.max(...peaks)).toBe(3);
  });

  it('signs the parts beyond the first thousand in a few calls', async () => {
    const { service, client } = await start({ partSize: 1 });
    const { fileId } = await client.uploadFile(fileOf(1150), { checksum: false });
    expect(stored(service, fileId)).toHaveLength(1150);
    expect(service.seen.filter((name) => /POST .*parts$/.test(name))).toHaveLength(2);
  }, 30_000);

  it('signs again what has expired', async () => {
    const { service, client } = await start({
      misbehave: ({ method }, _count, state) => {
        if (method === 'PUT' && state.epoch === 1) state.epoch = 2;
        return undefined;
      },
    });
    const { fileId } = await client.uploadFile(fileOf(95));
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
  });

  it('gives up when S3 goes on refusing, and leaves what is stored', async () => {
    const { service, client } = await start({
      misbehave: ({ method, query }) => (method === 'PUT' && query.get('n') === '2' ? { status: 403 } : undefined),
    });
    await expect(client.uploadFile(fileOf(95))).rejects.toMatchObject({ name: 'StorageError', status: 403 });
    expect([...service.state.uploads.values()].map(({ view }) => view.status)).toEqual(['uploading']);
    expect(service.seen.filter((name) => name.endsWith('#2'))).toHaveLength(3);
  });

  for (const mischief of [{ status: 500 }, { status: 503 }, 'drop', 'lose'] as const)
    it(`survives ${JSON.stringify(mischief)} on the first try of everything`, async () => {
      const { service, client } = await start({
        misbehave: ({ path }, count) => (count === 0 && !path.startsWith('/content') ? mischief : undefined),
      });
      for (const size of [5, 45]) {
        const { fileId } = await client.uploadFile(fileOf(size));
        expect(stored(service, fileId)).toEqual(Buffer.from(bytes(size)));
      }
      expect([service.state.uploads.size, service.state.files.size]).toEqual([2, 2]);
    });

  it('does not try again what S3 refuses for good', async () => {
    const { service, client } = await start({
      misbehave: ({ method }) => (method === 'PUT' ? { status: 400, body: '<Code>BadDigest</Code>' } : undefined),
    });
    await expect(client.uploadFile(fileOf(5))).rejects.toThrow('s3 refused part 1 with 400 BadDigest');
    expect(puts(service)).toHaveLength(1);
  });

  it('sends the parts again that complete misses', async () => {
    const { service, client } = await start({
      misbehave: ({ method, query }, count) =>
        // S3 says yes and forgets.
        method === 'PUT' && query.get('n') === '3' && count === 0 ? { status: 200 } : undefined,
    });
    const { fileId } = await client.uploadFile(fileOf(95));
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
    expect(puts(service)).toHaveLength(11);
  });

  it('goes on with an upload where it stopped', async () => {
    let broken = true;
    const { service, client } = await start({
      misbehave: ({ method, query }) =>
        broken && method === 'PUT' && query.get('n') === '7' ? { status: 400 } : undefined,
    });
    let uploadId = '';
    const first = client.uploadFile(fileOf(95), {
      concurrency: 1,
      onCreated: (upload) => (uploadId = upload.upload_id),
    });
    await expect(first).rejects.toThrow('s3 refused part 7');
    broken = false;
    const { fileId } = await client.uploadFile(fileOf(95), { uploadId });
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
    expect(puts(service)).toHaveLength(7 + 4);
  });

  it('refuses to go on with another file', async () => {
    const { client } = await start();
    const { upload_id: uploadId } = await client.createUpload({ filename: 'x', size_bytes: 9, mime_type: 'a/b' });
    await expect(client.uploadFile(fileOf(10), { uploadId })).rejects.toThrow('is for 9 bytes, a.bin has 10');
  });

  it('removes what is stored when it is aborted', async () => {
    const controller = new AbortController();
    const { service, client } = await start({ misbehave: ({ method }) => (method === 'PUT' ? 'hang' : undefined) });
    const onCreated = () => void setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(client.uploadFile(fileOf(95), { signal: controller.signal, onCreated })).rejects.toThrow('enough');
    expect([...service.state.uploads.values()].map(({ view }) => view.status)).toEqual(['aborted']);
  });

  it('sends a file of the disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-client-'));
    try {
      const path = join(folder, 'naïve "name"\n.bin');
      writeFileSync(path, bytes(95));
      const { service, client } = await start();
      const source = await openFile(path);
      const { fileId, uploadId } = await client.uploadFile(source);
      await source.close();
      expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
      expect(service.state.uploads.get(uploadId)?.body.filename).toBe('naïve "name"\n.bin');
      await expect(openFile(folder)).rejects.toThrow('is not a file');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says so when the file changed while it was sent', async () => {
    const { client } = await start();
    const source = { name: 'a.log', size: 5, type: '', read: async () => bytes(4) };
    await expect(client.uploadFile(source)).rejects.toThrow(
      'a.log changed while it was sent: part 1 has 4 bytes, not 5',
    );
  });
});
