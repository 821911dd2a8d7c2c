import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient } from '../create-client.ts';
import { type FakeService, type FakeServiceOptions, problem, startFakeService } from '../testing/index.ts';
import { createMemoryResumeStore } from './resume-store.ts';
import type { UploadSource } from './upload-source.ts';

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

const bytes = (length: number, first = 0) => Uint8Array.from({ length }, (_, index) => (first + index) % 251);
const fileOf = (length: number, first = 0) => new File([bytes(length, first)], 'a.bin', { lastModified: 1 });
const stored = (service: FakeService, fileId: string) => service.state.files.get(fileId)?.content;
const puts = (service: FakeService) => service.seen.filter((name) => name.startsWith('PUT '));
const statuses = (service: FakeService) => [...service.state.uploads.values()].map(({ view }) => view.status);

/** A service that refuses part 7 for good while `broken.now`. */
const startBroken = async () => {
  const broken = { now: true };
  const started = await start({
    misbehave: ({ method, query }) =>
      broken.now && method === 'PUT' && query.get('n') === '7' ? { status: 400 } : undefined,
  });
  return { ...started, broken };
};

describe('startUpload', () => {
  it('stops at once when it is paused, and sends everything once it goes on', async () => {
    let underWay: () => void = () => {};
    const isUnderWay = new Promise<void>((resolve) => {
      underWay = resolve;
    });
    let hanging = true;
    const { service, client } = await start({
      misbehave: ({ method, query }) => {
        if (!hanging || method !== 'PUT' || query.get('n') !== '4') return undefined;
        underWay();
        return 'hang';
      },
    });
    const upload = client.startUpload(fileOf(95), { concurrency: 2 });
    await isUnderWay;
    upload.pause();
    hanging = false;
    const before = upload.progress?.bytesUploaded ?? 0;
    expect(before).toBeLessThan(95);
    upload.resume();
    const { fileId } = await upload.done;
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
    expect(upload.progress).toEqual({ bytesUploaded: 95, totalBytes: 95, percentage: 100, bytesResumed: 0 });
  });

  it('sends nothing while it is paused', async () => {
    const { service, client } = await start();
    const created = Promise.withResolvers<void>();
    const onCreated = () => {
      upload.pause();
      created.resolve();
    };
    const upload = client.startUpload(fileOf(95), { onCreated });
    await created.promise;
    // What is asked for later has come and gone: a part would have, too.
    for (let n = 0; n < 5; n += 1) await client.getHealth();
    expect(puts(service)).toEqual([]);
    upload.abort(new Error('enough'));
    await expect(upload.done).rejects.toThrow('enough');
    expect(statuses(service)).toEqual(['aborted']);
  });

  it('keeps what is stored when it is aborted and was told so', async () => {
    const { service, client } = await start({ misbehave: ({ method }) => (method === 'PUT' ? 'hang' : undefined) });
    const upload = client.startUpload(fileOf(95), {
      whenAborted: 'keep',
      onCreated: () => setTimeout(upload.abort, 20),
    });
    await expect(upload.done).rejects.toThrow();
    expect(statuses(service)).toEqual(['uploading']);
  });
});

describe('an upload of the same file again', () => {
  it('goes on where the first one stopped, and tells what was there', async () => {
    const { service, client, broken } = await startBroken();
    const resume = createMemoryResumeStore();
    await expect(client.uploadFile(fileOf(95), { resume, concurrency: 1 })).rejects.toThrow('s3 refused part 7');
    broken.now = false;
    const resumed: number[] = [];
    const { fileId } = await client.uploadFile(fileOf(95), {
      resume,
      onProgress: ({ bytesResumed }) => resumed.push(bytesResumed),
    });
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
    expect(puts(service)).toHaveLength(7 + 4);
    expect(new Set(resumed)).toEqual(new Set([60]));
    expect(service.state.uploads.size).toBe(1);
  });

  it('goes on from another machine, which has the file and remembers nothing', async () => {
    const { service, client, broken } = await startBroken();
    const first = { resume: createMemoryResumeStore(), concurrency: 1 };
    await expect(client.uploadFile(fileOf(95), first)).rejects.toThrow('s3 refused part 7');
    broken.now = false;
    const { fileId } = await client.uploadFile(fileOf(95), { resume: createMemoryResumeStore() });
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
    expect(puts(service)).toHaveLength(7 + 4);
    expect(service.state.uploads.size).toBe(1);
  });

  it('begins anew once the first one is complete', async () => {
    const { service, client } = await start();
    const resume = createMemoryResumeStore();
    const first = await client.uploadFile(fileOf(95), { resume });
    const second = await client.uploadFile(fileOf(95), { resume });
    expect(second.uploadId).not.toBe(first.uploadId);
    expect(service.state.uploads.size).toBe(2);
  });

  it.each([
    [
      'the upload is over',
      (service: FakeService) => {
        for (const upload of service.state.uploads.values()) upload.view = { ...upload.view, status: 'expired' };
      },
    ],
    ['the service does not know it', (service: FakeService) => service.state.uploads.clear()],
  ])('begins anew when %s', async (_why, change) => {
    const { service, client, broken } = await startBroken();
    const resume = createMemoryResumeStore();
    await expect(client.uploadFile(fileOf(95), { resume, concurrency: 1 })).rejects.toThrow();
    change(service);
    broken.now = false;
    const { fileId } = await client.uploadFile(fileOf(95), { resume });
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
  });

  it('is another file when a byte at its beginning is', async () => {
    const { service, client, broken } = await startBroken();
    const resume = createMemoryResumeStore();
    await expect(client.uploadFile(fileOf(95), { resume, concurrency: 1 })).rejects.toThrow();
    broken.now = false;
    const { fileId } = await client.uploadFile(fileOf(95, 1), { resume });
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95, 1)));
    expect(service.state.uploads.size).toBe(2);
  });

  it('answers the file when only the answer of complete was lost', async () => {
    let lost = 0;
    const { service, client } = await start(
      { misbehave: ({ path }) => (path.endsWith('/complete') && lost++ < 1 ? 'lose' : undefined) },
      { attempts: 1 },
    );
    const resume = createMemoryResumeStore();
    await expect(client.uploadFile(fileOf(95), { resume })).rejects.toMatchObject({ name: 'ConnectionError' });
    const { fileId } = await client.uploadFile(fileOf(95), { resume });
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
    expect(puts(service)).toHaveLength(10);
    expect(service.state.files.size).toBe(1);
  });

  it('does not create another one when the service cannot be asked', async () => {
    let down = false;
    const { service, client, broken } = await startBroken();
    const resume = createMemoryResumeStore();
    await expect(client.uploadFile(fileOf(95), { resume, concurrency: 1 })).rejects.toThrow();
    down = true;
    broken.now = false;
    const asking = createClient({
      ...{ baseUrl: service.baseUrl, token: 'good', attempts: 1 },
      fetch: async (url, init) => (down ? Promise.reject(new TypeError('down')) : fetch(url, init)),
    });
    await expect(asking.uploadFile(fileOf(95), { resume })).rejects.toMatchObject({ name: 'ConnectionError' });
    expect(service.state.uploads.size).toBe(1);
  });
});

describe('what S3 has verified of the whole', () => {
  it.each(['CRC32', 'CRC64NVME'] as const)('is that of the source: %s', async (checksum) => {
    const { service, client } = await start();
    const { fileId } = await client.uploadFile(fileOf(95), { checksum });
    expect(stored(service, fileId)).toEqual(Buffer.from(bytes(95)));
  });

  it('is compared with all of it, also with what an earlier run has stored', async () => {
    const broken = { now: true };
    const resume = createMemoryResumeStore();
    // The same name, size, time, beginning and end, but another byte in a part that is stored already.
    const changing = (byte: number): UploadSource => ({
      ...{ name: 'a', size: 200_095, type: '', lastModified: 1 },
      read: async (from, to) => bytes(200_095).fill(byte, 100_000, 100_001).slice(from, to),
    });
    const { client: uploading } = await start({
      partSize: 20_010,
      misbehave: ({ method, query }) =>
        broken.now && method === 'PUT' && query.get('n') === '7' ? { status: 400 } : undefined,
    });
    await expect(uploading.uploadFile(changing(1), { resume, concurrency: 1 })).rejects.toThrow('part 7');
    broken.now = false;
    await expect(uploading.uploadFile(changing(2), { resume })).rejects.toMatchObject({
      name: 'ChecksumMismatchError',
      message: expect.stringContaining('it changed while it was sent, upload it again'),
    });
    expect(await uploading.uploadFile(changing(2), { resume })).toMatchObject({ fileId: expect.any(String) });
  });

  it('refuses to go on with an upload whose checksums it cannot compute', async () => {
    const { client } = await start();
    const checksum = { algorithm: 'SHA256' } as const;
    const { upload_id: uploadId } = await client.createUpload({
      ...{ filename: 'x', size_bytes: 95, mime_type: 'a/b', checksum },
    });
    await expect(client.uploadFile(fileOf(95), { uploadId })).rejects.toThrow('was created with SHA256');
  });
});

describe('uploadFiles', () => {
  it('uploads each, and one that fails does not keep the others back', async () => {
    const { service, client } = await start({
      misbehave: ({ method, path, body }) =>
        method === 'POST' && path.startsWith('/v1/upload') && body.includes('refused')
          ? problem('type_not_allowed')
          : undefined,
    });
    const sources = [fileOf(95), new File(['x'], 'refused'), fileOf(5)];
    const outcomes = await client.uploadFiles(sources, { filesAtOnce: 2, tags: ['all'] });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['uploaded', 'failed', 'uploaded']);
    expect(outcomes[1]).toMatchObject({ error: { code: 'type_not_allowed' } });
    expect([...service.state.uploads.values()].map(({ body }) => body.tags)).toEqual([['all'], ['all']]);
  });

  it('shares one number of parts under way', async () => {
    let underWay = 0;
    let peak = 0;
    const { client } = await start(
      {},
      {
        fetch: async (url, init) => {
          const isPut = init.method === 'PUT' ? 1 : 0;
          underWay += isPut;
          peak = Math.max(peak, underWay);
          return fetch(url, init).finally(() => {
            underWay -= isPut;
          });
        },
      },
    );
    await client.uploadFiles([fileOf(300), fileOf(301), fileOf(302)], { concurrency: 3 });
    expect(peak).toBe(3);
  });

  it('rejects when aborted', async () => {
    const { client } = await start();
    await expect(client.uploadFiles([fileOf(5)], { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
  });
});
