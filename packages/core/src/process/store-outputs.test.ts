import { describe, expect, it } from 'vitest';
import { inMemoryRenditionStorage } from './in-memory-rendition-storage.ts';
import { createStoreOutputs } from './store-outputs.ts';

const setUp = (maxBytes = 100) => {
  const storage = inMemoryRenditionStorage();
  return { storage, ...createStoreOutputs(storage, { bucket: 'b', prefix: 'r/1/' }, maxBytes) };
};
const pieces = async function* (...sizes: readonly number[]) {
  for (const size of sizes) yield new Uint8Array(size);
};

describe('the outputs of a job', () => {
  it('are counted as they come', async () => {
    const { put, made } = setUp();
    await put('hls/720p/segment_1.m4s', 'video/mp4', pieces(40, 2));
    expect(made()).toEqual([
      {
        name: 'hls/720p/segment_1.m4s',
        mime_type: 'video/mp4',
        size_bytes: 42,
        storage_url: 's3://b/r/1/hls/720p/segment_1.m4s',
      },
    ]);
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
