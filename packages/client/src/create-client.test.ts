import { ROUTES } from '@sluice/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient } from './create-client.ts';
import { everyPage } from './every-page.ts';
import { type FakeService, type FakeServiceOptions, problem, startFakeService } from './testing/index.ts';

const running: FakeService[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

const start = async (options: FakeServiceOptions = {}, given: Partial<ClientOptions> = {}) => {
  const service = await startFakeService(options);
  running.push(service);
  const slept: number[] = [];
  const pace = { sleep: async (ms: number) => void slept.push(ms), random: () => 0.5 };
  return { service, slept, client: createClient({ baseUrl: service.baseUrl, token: 'good', pace, ...given }) };
};
const FILE_ID = '0198c0de-0000-7000-8000-000000000001';

describe('createClient', () => {
  it('calls a route of the table with its parameters in the path and the query', async () => {
    const { service, client } = await start();
    const { fileId } = await client.uploadFile(new Blob(['x']));
    const file = await client.call(ROUTES.getFile, { params: { file_id: fileId }, query: { wait: 0 } });
    expect(file).toMatchObject({ file_id: fileId, status: 'published' });
    expect(service.seen.at(-1)).toBe(`GET /v1/files/${fileId}`);
  });

  it('keeps the path of its base address', async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return Response.json({ items: [] });
    };
    const client = createClient({ baseUrl: 'http://h/restapis/1/v/', token: 't', fetch });
    await client.listFiles({ limit: 5, status: 'failed' });
    expect(urls).toEqual(['http://h/restapis/1/v/v1/files?limit=5&status=failed']);
  });

  it('answers undefined where there is no body', async () => {
    const { client } = await start();
    const { upload_id: uploadId } = await client.createUpload({ filename: 'x', size_bytes: 9, mime_type: 'a/b' });
    expect(await client.abortUpload(uploadId)).toBeUndefined();
  });

  it('throws what the API says as an ApiError', async () => {
    const errors = [{ pointer: '/mime_type', detail: 'one of image/*' }];
    const { client, service } = await start({ misbehave: () => problem('type_not_allowed', 'no such', { errors }) });
    await expect(client.getMe()).rejects.toMatchObject({
      ...{ name: 'ApiError', code: 'type_not_allowed', status: 415, message: 'no such', retryable: false },
      ...{ requestId: 'request-1', errors },
    });
    expect(service.seen).toHaveLength(1);
  });

  it('makes an ApiError of what a gateway says', async () => {
    const { client } = await start({
      misbehave: () => ({
        status: 403,
        body: { message: 'Missing Authentication Token' },
        headers: { 'x-request-id': 'r' },
      }),
    });
    await expect(client.getMe()).rejects.toMatchObject({
      ...{ code: 'unexpected_answer', requestId: 'r' },
      message: '403 Forbidden: {"message":"Missing Authentication Token"}',
    });
  });

  it('tries four times with growing waits, then throws the last answer', async () => {
    const { client, service, slept } = await start({ misbehave: () => problem('unavailable') });
    await expect(client.getMe()).rejects.toMatchObject({ code: 'unavailable' });
    expect(service.seen).toHaveLength(4);
    expect(slept).toEqual([100, 200, 400]);
  });

  it('waits as long as it is asked to', async () => {
    const { client, slept } = await start({
      misbehave: (_request, count) =>
        count === 0 ? { ...problem('rate_limited'), headers: { 'retry-after': '7' } } : undefined,
    });
    await expect(client.getFile(FILE_ID)).rejects.toMatchObject({ code: 'not_found' });
    expect(slept).toEqual([7100]);
  });

  it('does not wait for an hour', async () => {
    const { client, slept } = await start({
      misbehave: () => ({ ...problem('rate_limited'), headers: { 'retry-after': '3600' } }),
    });
    await expect(client.getMe()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 3_600_000 });
    expect(slept).toEqual([]);
  });

  it('creates one upload although the first answer is lost', async () => {
    const { client, service } = await start({ misbehave: (_r, count) => (count === 0 ? 'lose' : undefined) });
    await client.createUpload({ filename: 'x', size_bytes: 9, mime_type: 'a/b' });
    expect(service.seen).toEqual(['POST /v1/uploads', 'POST /v1/uploads']);
    expect(service.state.uploads.size).toBe(1);
  });

  it('gives up on an answer that does not come', async () => {
    const { client } = await start({ misbehave: () => 'hang' }, { timeoutMs: 20, attempts: 2 });
    await expect(client.getMe()).rejects.toMatchObject({
      name: 'ConnectionError',
      message: expect.stringMatching(/^no answer from http:\/\/127.0.0.1:\d+ within 0.02 s$/),
    });
  });

  it('says where nobody listens', async () => {
    const { client, service } = await start({}, { attempts: 1 });
    await service.stop();
    await expect(client.getMe()).rejects.toThrow(
      /^could not reach http:\/\/127.0.0.1:\d+ \(.*ECONNREFUSED.*is it running\?$/,
    );
  });

  it('stops at once when aborted', async () => {
    const { client } = await start({ misbehave: () => 'hang' });
    const signal = AbortSignal.timeout(20);
    await expect(client.getMe({ signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('asks for a fresh token once when the one it has is refused', async () => {
    const tokens = ['stale', 'good'];
    const { client } = await start({}, { token: async () => tokens.shift() ?? 'none' });
    expect(await client.listFiles()).toEqual({ items: [] });
    const refused = await start({}, { token: async () => 'stale' });
    await expect(refused.client.listFiles()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(refused.service.seen).toHaveLength(2);
  });

  it('sends no token where everybody may call', async () => {
    const { client } = await start({}, { token: () => Promise.reject(new Error('no token to be had')) });
    expect(await client.getHealth()).toMatchObject({ status: 'healthy' });
  });

  it('refuses an answer that is not of the contract', async () => {
    const { client } = await start({ misbehave: () => ({ status: 200, body: { hello: 1 } }) });
    await expect(client.getFile(FILE_ID)).rejects.toMatchObject({ name: 'UnexpectedAnswerError' });
  });

  it('takes a 503 of health for an answer, and a problem for a problem', async () => {
    const sick = { status: 'unhealthy', services: { upload: 'unhealthy' } };
    const answering = await start({ misbehave: () => ({ status: 503, body: sick }) });
    expect(await answering.client.getHealth()).toEqual(sick);
    const refusing = await start({ misbehave: () => problem('unavailable', 'not now') });
    await expect(refusing.client.getHealth()).rejects.toMatchObject({ name: 'ApiError', message: 'not now' });
  });
});

describe('waitForFile', () => {
  it('asks until the file is at rest', async () => {
    const { client, service } = await start({ statuses: ['uploaded', 'inspecting', 'rejected'] });
    const { fileId } = await client.uploadFile(new Blob(['x']));
    expect(await client.waitForFile(fileId)).toMatchObject({ status: 'rejected' });
    expect(service.seen.filter((name) => name.startsWith('GET /v1/files/'))).toHaveLength(3);
  });

  it('gives up with what it saw last', async () => {
    const { client } = await start({ statuses: ['processing'] });
    const { fileId } = await client.uploadFile(new Blob(['x']));
    await expect(client.waitForFile(fileId, { timeoutMs: 5 })).rejects.toMatchObject({
      ...{ name: 'WaitTimeoutError', file: { status: 'processing' } },
      message: `file ${fileId} is still processing after 0.005 s`,
    });
  });
});

describe('everyPage', () => {
  it('goes through all pages', async () => {
    const pages = [{ items: [1, 2], next_cursor: '1' }, { items: [], next_cursor: '2' }, { items: [3] }];
    const items: number[] = [];
    for await (const item of everyPage<number>(async ({ cursor }) => pages[Number(cursor ?? 0)] ?? { items: [] }))
      items.push(item);
    expect(items).toEqual([1, 2, 3]);
  });
});
