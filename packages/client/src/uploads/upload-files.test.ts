import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient } from '../create-client.ts';
import {
  type FakeService,
  type FakeServiceOptions,
  problem,
  REFUSED_TYPE,
  startFakeService,
} from '../testing/index.ts';
import { createMemoryResumeStore } from './resume-store.ts';

const running: FakeService[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

const start = async (options: FakeServiceOptions = {}, given: Partial<ClientOptions> = {}) => {
  const service = await startFakeService({ multipartFrom: 16 * 1024 ** 2, ...options });
  running.push(service);
  const pace = { sleep: async () => {}, random: () => 0 };
  return { service, client: createClient({ baseUrl: service.baseUrl, token: 'good', pace, attempts: 2, ...given }) };
};
const fileOf = (name: string, type = 'text/plain') => new File([`this is ${name}`], name, { type });
const many = (count: number) => Array.from({ length: count }, (_, n) => fileOf(`${n}.txt`));
const asked = (service: FakeService, name: string) => service.seen.filter((one) => one === name).length;
const contents = (service: FakeService) => [...service.state.files.values()].map(({ content }) => content.toString());

describe('uploadFiles', () => {
  it('declares many small files in few calls, and stores each', async () => {
    const { service, client } = await start();
    const outcomes = await client.uploadFiles(many(250), { filesAtOnce: 8, tags: ['all'] });
    expect(asked(service, 'POST /v1/upload-batches')).toBe(3);
    expect(asked(service, 'POST /v1/uploads')).toBe(0);
    expect(service.seen).toHaveLength(3 + 250 + 250);
    expect(new Set(contents(service))).toEqual(new Set(many(250).map(({ name }) => `this is ${name}`)));
    const names = outcomes.map(
      (one) => one.outcome === 'uploaded' && service.state.files.get(one.fileId)?.view.filename,
    );
    expect(names).toEqual(many(250).map(({ name }) => name));
    expect([...service.state.uploads.values()].every(({ body }) => body.tags?.[0] === 'all')).toBe(true);
  });

  it('says of a refused file why, as if it had been declared alone, and sends the others', async () => {
    const { client } = await start();
    const outcomes = await client.uploadFiles([fileOf('a'), fileOf('b', REFUSED_TYPE), fileOf('c')]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['uploaded', 'failed', 'uploaded']);
    expect(outcomes[1]).toMatchObject({ error: { name: 'ApiError', code: 'type_not_allowed', status: 415 } });
  });

  it('declares each alone when the batch is refused as a whole, so that one does not fail the others', async () => {
    const { service, client } = await start();
    const outcomes = await client.uploadFiles([fileOf('a'), fileOf('x'.repeat(2000)), fileOf('c')]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['uploaded', 'failed', 'uploaded']);
    expect(asked(service, 'POST /v1/upload-batches')).toBe(1);
  });

  it('sends the others when one cannot be read', async () => {
    const { client } = await start();
    const source = { name: 'gone', size: 3, type: '', read: () => Promise.reject(new Error('it is gone')) };
    const outcomes = await client.uploadFiles([fileOf('a'), source, fileOf('c')]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['uploaded', 'failed', 'uploaded']);
    expect(outcomes[1]).toMatchObject({ error: { message: 'it is gone' } });
  });

  it('fails each when the service breaks', async () => {
    const { service, client } = await start({
      misbehave: ({ path }) => (path === '/v1/upload-batches' ? problem('unavailable') : undefined),
    });
    const outcomes = await client.uploadFiles(many(3));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
    expect(service.seen).toHaveLength(2);
  });

  it('declares alone what is one file, large, to be gone on with, or whose declaration is of interest', async () => {
    const { service, client } = await start();
    await client.uploadFiles([fileOf('a')]);
    await client.uploadFiles(many(2), { resume: createMemoryResumeStore() });
    await client.uploadFiles(many(2), { optionsOf: (_, n) => ({ idempotencyKey: `key-${n}` }) });
    await client.uploadFiles([new File([new Uint8Array(9 * 1024 ** 2)], 'large'), fileOf('a')]);
    const names: string[] = [];
    await client.uploadFiles(many(2), { optionsOf: () => ({ onCreated: ({ filename }) => names.push(filename) }) });
    expect(names.sort()).toEqual(['0.txt', '1.txt']);
    expect(asked(service, 'POST /v1/upload-batches')).toBe(0);
  });

  it('tells the progress of each', async () => {
    const { client } = await start();
    const told: (readonly [number, number])[] = [];
    const optionsOf = (_: unknown, index: number) => ({
      onProgress: ({ percentage }: { percentage: number }) => told.push([index, percentage] as const),
    });
    await client.uploadFiles(many(3), { optionsOf });
    expect(new Set(told.map(String))).toEqual(new Set(['0,100', '1,100', '2,100']));
  });

  it('sends nothing of what is stored already, in a batch too', async () => {
    const { service, client } = await start();
    await client.uploadFiles([fileOf('a'), fileOf('b')]);
    const before = service.seen.length;
    const outcomes = await client.uploadFiles([fileOf('a'), fileOf('b')], { dedupe: true });
    expect(outcomes).toMatchObject([{ deduplicated: true }, { deduplicated: true }]);
    expect(service.seen.slice(before).filter((name) => name.startsWith('PUT '))).toEqual([]);
    expect(service.state.files.size).toBe(4);
  });

  it('has declared no more than it soon sends, and gives it up when aborted', async () => {
    const controller = new AbortController();
    const { service, client } = await start({
      misbehave: ({ method }) => {
        if (method !== 'PUT') return undefined;
        controller.abort(new Error('enough'));
        return 'hang';
      },
    });
    await expect(client.uploadFiles(many(300), { signal: controller.signal })).rejects.toThrow('enough');
    expect(new Set([...service.state.uploads.values()].map(({ view }) => view.status))).toEqual(new Set(['aborted']));
    expect(service.state.uploads.size).toBe(100);
  });
});
