import { createCursorSeal } from '@sluice/core/runtime';
import { createUploadTokenSeal } from '@sluice/core/upload';
import { createLog } from '@sluice/lambda';
import { describe, expect, it } from 'vitest';
import { inMemoryUploadCredentials } from '../../packages/core/src/upload/in-memory-upload-credentials.ts';
import { caller, large, setUpUpload, small } from '../../packages/core/src/upload/set-up-upload.ts';
import { createUploadHandlers } from './upload-handlers.ts';

const member = {
  kind: 'member',
  userId: caller.userId,
  tenantId: caller.tenantId,
  roles: ['editor'],
  scopes: 'all',
} as const;
const cursors = createCursorSeal(async () => 'secret');

function setUp(more: { assembleInQueueAbove?: number } = {}) {
  const world = setUpUpload({ acme: { callbackOrigins: ['https://hooks.example.com'] } });
  /** What happens while an answer is held back, by the pause it happens in. */
  const news = new Map<number, () => unknown>();
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
    world.clock.advance(milliseconds);
    await news.get(pauses.length)?.();
  };
  const handlers = createUploadHandlers(
    { ...world.deps, ...more, pause, credentials: inMemoryUploadCredentials(world) },
    cursors,
    createUploadTokenSeal(async () => 'secret'),
  );
  const shared = {
    principal: member,
    correlationId: 'c',
    requestId: 'r',
    log: createLog({ service: 'upload', write: () => {} }),
  };
  const declare = async (request: typeof small = small, body: object = {}) => {
    const { filename, sizeBytes: size_bytes, mimeType: mime_type } = request;
    return handlers.createUpload({
      ...shared,
      ...{ params: undefined, query: undefined, headers: {}, idempotencyKey: 'key-1' },
      body: { filename, size_bytes, mime_type, ...body },
    });
  };
  const one = (upload_id: string, etag?: string, wait?: number) => ({
    ...shared,
    params: { upload_id },
    query: wait === undefined ? {} : { wait },
    body: undefined,
    headers: etag === undefined ? {} : { 'if-none-match': etag },
  });
  return { ...world, handlers, declare, one, news, pauses };
}

describe('an upload on the wire', () => {
  it('shows what was asked for with it, names of tasks as tasks', async () => {
    const { declare, handlers, one } = setUp();
    const asked = { operations: ['render_image', { task: 'read_document', parameters: { pages: 3 } }] };
    const { body } = await declare(small, {
      ...asked,
      callback_url: 'https://hooks.example.com/x',
      relative_path: 'a/b',
    });
    expect((await handlers.getUpload(one(body.upload_id))).body).toMatchObject({
      operations: [{ task: 'render_image' }, { task: 'read_document', parameters: { pages: 3 } }],
      callback_url: 'https://hooks.example.com/x',
      relative_path: 'a/b',
    });
  });

  it('is completing, with the place to look, while a worker puts it together', async () => {
    const { declare, handlers, one, ports } = setUp({ assembleInQueueAbove: 2 });
    const { body } = await declare(large);
    for (const { url, headers, size } of body.parts) ports.storage.send({ url, headers }, Buffer.alloc(size));
    expect(await handlers.completeUpload({ ...one(body.upload_id), query: undefined })).toEqual({
      status: 202,
      headers: { location: `/v1/uploads/${body.upload_id}/status` },
      body: { upload_id: body.upload_id, status: 'completing' },
    });
  });
});

describe.each(['getUpload', 'getUploadStatus'] as const)('%s', (name) => {
  it('answers at once to who knows nothing, though it would wait', async () => {
    const { declare, handlers, one, pauses } = setUp();
    const { body } = await declare();
    expect(await handlers[name](one(body.upload_id, undefined, 20))).toMatchObject({
      status: 200,
      headers: { etag: expect.stringMatching(/^"[\w-]+"$/) },
    });
    expect(pauses).toEqual([]);
  });

  it('answers 304 to who knows it all, after it was held back', async () => {
    const { declare, handlers, one, pauses } = setUp();
    const { body } = await declare();
    const { headers } = await handlers[name](one(body.upload_id));
    const { etag } = headers ?? {};
    expect(await handlers[name](one(body.upload_id, etag))).toEqual({ status: 304, headers: { etag } });
    expect(pauses).toEqual([]);
    expect(await handlers[name](one(body.upload_id, etag, 3))).toEqual({ status: 304, headers: { etag } });
    expect(pauses).toEqual([1000, 1000, 1000]);
  });

  it('answers news within a second', async () => {
    const { declare, handlers, one, news, send, pauses, deps } = setUp();
    const { body } = await declare();
    const { headers } = await handlers[name](one(body.upload_id));
    news.set(2, async () => {
      for (const { url, headers: signed, size } of body.parts) send([{ url, headers: signed, sizeBytes: size }]);
      await handlers.completeUpload({ ...one(body.upload_id), query: undefined });
    });
    const answer = await handlers[name](one(body.upload_id, headers?.etag, 20));
    expect(answer).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(pauses).toHaveLength(2);
    expect(deps.clock()).toBeGreaterThan(0);
  });

  it('takes it for no news that somebody looked after the upload', async () => {
    const { declare, handlers, one, ports } = setUp();
    const { body } = await declare();
    const { headers } = await handlers[name](one(body.upload_id));
    const key = { tenantId: 'acme', id: body.upload_id };
    const found = await ports.uploads.load(key);
    if (found) {
      const record = { ...found.record, looks: 5, lookAt: '2026-02-01T00:00:00.000Z' };
      await ports.uploads.commit({ key, record, facts: [], expectedVersion: found.version });
    }
    expect(await handlers[name](one(body.upload_id, headers?.etag))).toMatchObject({ status: 304 });
  });
});
