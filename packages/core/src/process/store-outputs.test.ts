import { describe, expect, it } from 'vitest';
import { inMemoryRenditionStorage } from './in-memory-rendition-storage.ts';
import { createStoreOutputs } from './store-outputs.ts';

const setUp = (maxBytes = 100, called?: string) => {
  const storage = inMemoryRenditionStorage();
  return {
    storage,
    ...createStoreOutputs(storage, { bucket: 'b', prefix: 'r/1/', ...(called && { name: called }) }, maxBytes),
  };
};
const pieces = async function* (...sizes: readonly number[]) {
  for (const size of sizes) yield new Uint8Array(size);
};

describe('the outputs of a job', () => {
  it('are counted as they come', async () => {
    const { put, made } = setUp();
    await put('text', 'text/plain', pieces(40, 2));
    expect(made()).toEqual([{ name: 'text', mime_type: 'text/plain', size_bytes: 42, storage_url: 's3://b/r/1/text' }]);
  });

  it('in a folder are one rendition, told by its index', async () => {
    const { put, made, storage } = setUp();
    await put('hls/720p/segment_1.m4s', 'video/mp4', pieces(40, 2));
    await put('hls/720p/index.m3u8', 'application/vnd.apple.mpegurl', new Uint8Array(3));
    await put('hls/index.m3u8', 'application/vnd.apple.mpegurl', new Uint8Array(5), { width: 1280, height: 720 });
    await put('poster', 'image/jpeg', new Uint8Array(7));
    expect(made()).toEqual([
      {
        ...{ name: 'hls', mime_type: 'application/vnd.apple.mpegurl', width: 1280, height: 720 },
        ...{ size_bytes: 50, parts: 3, storage_url: 's3://b/r/1/hls/index.m3u8' },
      },
      { name: 'poster', mime_type: 'image/jpeg', size_bytes: 7, storage_url: 's3://b/r/1/poster' },
    ]);
    expect([...storage.objects.keys()]).toContain('s3://b/r/1/hls/720p/segment_1.m4s');
  });

  it('in a folder without an index are a mistake', async () => {
    const { put, made } = setUp();
    await put('hls/720p/index.m3u8', 'application/vnd.apple.mpegurl', new Uint8Array(3));
    expect(made).toThrow('the folder hls has no index');
  });

  it('are called as the job is, where it has a name', async () => {
    const { put, made, storage } = setUp(100, 'small');
    await put('output/index.m3u8', 'application/vnd.apple.mpegurl', new Uint8Array(1));
    await put('page_1', 'image/png', new Uint8Array(1));
    expect(made().map(({ name }) => name)).toEqual(['small', 'small_page_1']);
    expect([...storage.objects.keys()]).toEqual(['s3://b/r/1/small/index.m3u8', 's3://b/r/1/small_page_1']);
  });

  it('are told in the order they were begun', async () => {
    const { put, made } = setUp();
    let goOn = () => {};
    const first = put('first', 'a/b', waiting(new Promise<void>((resolve) => (goOn = resolve))));
    await put('second', 'a/b', new Uint8Array(1));
    expect(made().map(({ name }) => name)).toEqual(['second']);
    goOn();
    await first;
    expect(made().map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('together are no more than the job may write, and what goes beyond is not stored', async () => {
    const { put, made, storage } = setUp(50);
    await put('first', 'a/b', pieces(20));
    const refused = { name: 'OutputTooLarge', message: 'the job writes more than 50 bytes' };
    await expect(put('second', 'a/b', pieces(20, 20))).rejects.toMatchObject(refused);
    await expect(put('third', 'a/b', new Uint8Array(1))).rejects.toMatchObject(refused);
    expect(made().map(({ name }) => name)).toEqual(['first']);
    expect([...storage.objects.keys()]).toEqual(['s3://b/r/1/first']);
  });

  it.each([
    '',
    '../up',
    '/root',
    'a//b',
    'a/../b',
    'A',
    'a b',
    'é',
    'a/',
    '.hidden',
    'a'.repeat(201),
    `${'a'.repeat(150)}!`,
  ])('cannot be named %j', async (name) => {
    const { put, storage } = setUp();
    await expect(put(name, 'a/b', new Uint8Array(1))).rejects.toThrow(TypeError);
    expect(storage.objects.size).toBe(0);
  });

  it('have a name each', async () => {
    const { put } = setUp();
    await put('text', 'a/b', new Uint8Array(1));
    await expect(put('text', 'a/b', new Uint8Array(1))).rejects.toThrow('made twice');
  });
});

async function* waiting(until: Promise<void>) {
  await until;
  yield new Uint8Array(1);
}
