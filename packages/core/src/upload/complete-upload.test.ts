import { describe, expect, it } from 'vitest';
import { crashAtCall } from '../runtime/crash-at-call.ts';
import { createAbortUpload } from './abort-upload.ts';
import { createAcceptObject } from './accept-object.ts';
import { createAssembleUpload } from './assemble-upload.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import type { UploadDeps } from './deps.ts';
import { startOfLifecycle } from './lifecycle.ts';
import { caller, large, MIB, setUpUpload, small } from './set-up-upload.ts';
import type { UploadRequest } from './upload-request.ts';

const DAY = 24 * 3600 * 1000;

async function setUp(request: UploadRequest = small, more: Partial<UploadDeps> = {}) {
  const world = setUpUpload();
  const deps = { ...world.deps, ...more };
  const created = await createCreateUpload(deps)(caller, 'key-1', request);
  const complete = createCompleteUpload(deps);
  const { uploadId } = created.upload;
  return { ...world, ...created, uploadId, complete: (who = caller, id = uploadId) => complete(who, id) };
}

describe('completing', () => {
  it('one PUT makes a file of it, and starts its flow', async () => {
    const { complete, send, parts, snapshot, upload, clock } = await setUp();
    send(parts);
    clock.advance(1000);
    const completed = await complete();
    const { uploads, files, executions, objects } = await snapshot();
    expect(completed).toMatchObject({ status: 'completed', versionId: objects[0]?.versionId, fileId: upload.fileId });
    expect(uploads[0]?.record).toEqual(completed);
    expect(uploads[0]?.facts.map(({ fact }) => fact.type)).toEqual(['upload.created', 'upload.completed']);
    expect(files).toHaveLength(1);
    expect(files[0]?.record).toMatchObject({
      fileId: upload.fileId,
      status: 'uploaded',
      filename: 'a "b".txt',
      storage: { storageUrl: `s3://content/${upload.objectKey}`, versionId: completed.versionId },
    });
    const input = { tenantId: 'acme', fileId: upload.fileId, version: 1, run: 1 };
    const cause = { correlationId: 'correlation-1', userId: 'user-1', priority: 5 };
    expect(executions).toEqual([[`${upload.fileId}.1.1`, startOfLifecycle({ ...input, ...cause })]]);
  });

  it('parts puts them together', async () => {
    const { complete, send, parts, snapshot } = await setUp(large);
    send(parts);
    const { versionId } = await complete();
    expect(await snapshot()).toMatchObject({ objects: [{ versionId, sizeBytes: 16 * MIB + 1 }], openMultiparts: [] });
  });

  it('again answers the stored result, after it expired too', async () => {
    const { complete, send, parts, snapshot, clock } = await setUp(large);
    send(parts);
    const first = await complete();
    const end = await snapshot();
    clock.advance(8 * DAY);
    expect(await complete()).toEqual(first);
    expect(await snapshot()).toEqual(end);
  });

  it('again costs one read once S3 has said so too', async () => {
    const { complete, send, parts, uploadId, upload, ports, depsOf, deps } = await setUp();
    send(parts);
    const { versionId = '' } = await complete();
    await createAcceptObject(deps)({ key: upload.objectKey, versionId });
    const { ports: counted, calls } = crashAtCall(ports, Number.POSITIVE_INFINITY, 'before');
    expect(await createCompleteUpload(depsOf(counted))(caller, uploadId)).toMatchObject({ versionId });
    expect(calls()).toBe(1);
  });

  it('names the parts that are missing, and can be done when they are there', async () => {
    const { complete, send, parts } = await setUp(large);
    send(parts.slice(1, 2));
    await expect(complete()).rejects.toMatchObject({
      code: 'missing_parts',
      errors: [{ pointer: '/parts/1' }, { pointer: '/parts/3' }],
    });
    send(parts);
    expect(await complete()).toMatchObject({ status: 'completed' });
  });

  it('names a hundred missing parts at most', async () => {
    const { complete } = await setUp({ ...large, sizeBytes: 10e9 });
    const error = await complete().catch((refused) => refused);
    expect(error.errors).toHaveLength(100);
    expect(error.message).toContain('1193 of 1193 parts');
  });

  it('is refused while nothing was sent', async () => {
    const { complete, snapshot } = await setUp();
    await expect(complete()).rejects.toMatchObject({ code: 'missing_parts', errors: [{ pointer: '/parts/1' }] });
    expect((await snapshot()).uploads[0]?.record.status).toBe('pending');
  });

  it('is refused when a part has another size than declared', async () => {
    const { complete, send, parts, ports, upload, snapshot } = await setUp(large);
    send(parts);
    const wrong = { key: upload.objectKey, multipartId: upload.multipartId ?? '', expiresInSeconds: 60 };
    const [request] = await ports.storage.signParts({ ...wrong, parts: [{ n: 2, sizeBytes: 7 }] });
    expect(request && ports.storage.send(request, Buffer.alloc(7))).toBe(200);
    await expect(complete()).rejects.toMatchObject({ code: 'size_mismatch' });
    expect((await snapshot()).uploads[0]?.record.status).toBe('uploading');
  });

  it('is refused when what lies under a single key has another size', async () => {
    const { complete, ports, upload } = await setUp();
    const request = await ports.storage.signPut({ key: upload.objectKey, sizeBytes: 6, expiresInSeconds: 60 });
    expect(ports.storage.send(request, Buffer.alloc(6))).toBe(200);
    await expect(complete()).rejects.toMatchObject({ code: 'size_mismatch' });
  });

  it('finds the object that a lost answer left', async () => {
    const { complete, send, parts, ports, upload } = await setUp(large);
    send(parts);
    const multipart = { key: upload.objectKey, multipartId: upload.multipartId ?? '' };
    const listed = await ports.storage.listParts(multipart);
    await ports.storage.completeMultipart({
      ...multipart,
      parts: listed === 'gone' ? [] : listed.items,
      sizeBytes: upload.sizeBytes,
    });
    expect(await complete()).toMatchObject({ status: 'completed' });
  });

  it.each(['gone', 'exists'] as const)('while another call completes it ends as that one, told %s', async (outcome) => {
    const { send, parts, ports, deps, uploadId, snapshot } = await setUp(large);
    send(parts);
    const storage = {
      ...ports.storage,
      completeMultipart: async (request: Parameters<typeof ports.storage.completeMultipart>[0]) => {
        await ports.storage.completeMultipart(request);
        return { outcome };
      },
    };
    const completed = await createCompleteUpload({ ...deps, storage })(caller, uploadId);
    const { objects, uploads } = await snapshot();
    expect(completed).toMatchObject({ status: 'completed', versionId: objects[0]?.versionId });
    expect(uploads[0]?.record).toEqual(completed);
  });

  it('is refused when S3 let go of the parts', async () => {
    const { complete, send, parts, ports, upload } = await setUp(large);
    send(parts);
    await ports.storage.abortMultipart({ key: upload.objectKey, multipartId: upload.multipartId ?? '' });
    await expect(complete()).rejects.toMatchObject({ code: 'missing_parts' });
  });

  it('is refused after it was given up', async () => {
    const { complete, send, parts, deps, uploadId, snapshot } = await setUp();
    send(parts);
    await createAbortUpload(deps)(caller, uploadId);
    await expect(complete()).rejects.toMatchObject({ code: 'state_conflict' });
    expect(await snapshot()).toMatchObject({ files: [], executions: [] });
  });

  it('is refused after it expired', async () => {
    const { complete, send, parts, clock } = await setUp();
    send(parts);
    clock.advance(7 * DAY);
    await expect(complete()).rejects.toMatchObject({ code: 'upload_expired' });
  });

  it.each([
    ["another user's", { userId: 'user-2' }],
    ["another tenant's", { tenantId: 'other' }],
  ])('%s upload looks as if there were none', async (_, other) => {
    const { complete } = await setUp();
    await expect(complete({ ...caller, ...other })).rejects.toMatchObject({ name: 'NotFoundError', code: 'not_found' });
  });

  it("another user's upload is allowed to those who see all", async () => {
    const { complete, send, parts } = await setUp();
    send(parts);
    expect(await complete({ ...caller, userId: 'admin', seesAll: true })).toMatchObject({ ownerId: 'user-1' });
  });
});

describe('completing what somebody died over', () => {
  it('is done by the next call, after its time is over too', async () => {
    const { complete, send, parts, clock, deps, uploadId } = await setUp(large);
    send(parts);
    const storage = { ...deps.storage, completeMultipart: () => Promise.reject(new Error('died')) };
    await expect(createCompleteUpload({ ...deps, storage })(caller, uploadId)).rejects.toThrow('died');
    clock.advance(8 * DAY);
    expect(await complete()).toMatchObject({ status: 'completed' });
  });
});

describe('what was asked for with an upload', () => {
  it('is known to its file', async () => {
    const asked = { operations: [{ task: 'render_image' as const }], relativePath: 'a/b', priority: 9 };
    const { complete, send, parts, snapshot } = await setUp({ ...small, ...asked, metadata: { m: '1' }, tags: ['t'] });
    send(parts);
    await complete();
    const [file] = (await snapshot()).files;
    expect(file?.record).toMatchObject({ ...asked, metadata: { m: '1' }, tags: ['t'], declaredSizeBytes: 5 });
    expect(file?.facts[0]?.fact.payload).toMatchObject({ operations: asked.operations, relative_path: 'a/b' });
  });

  it('says whom to tell', async () => {
    const callbackUrl = 'https://hooks.example.com/x';
    const world = setUpUpload({ acme: { callbackOrigins: ['https://hooks.example.com'] } });
    const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', { ...small, callbackUrl });
    world.send(parts);
    await createCompleteUpload(world.deps)(caller, upload.uploadId);
    const [file] = (await world.snapshot()).files;
    expect(file?.record).toMatchObject({ callbackUrl });
    expect(file?.facts[0]?.fact.payload).toMatchObject({ callback_url: callbackUrl });
  });
});

describe('completing very many parts', () => {
  const inQueue = { assembleInQueueAbove: 2 };

  it('is done by a worker: the answer is that it is completing, until it is completed', async () => {
    const { complete, send, parts, ports, deps, upload, snapshot } = await setUp(large, inQueue);
    send(parts);
    expect(await complete()).toMatchObject({ status: 'completing' });
    expect((await snapshot()).objects).toEqual([]);
    const asked = ports.assembly.receive();
    expect(asked).toMatchObject([{ tenantId: 'acme', uploadId: upload.uploadId, ownerId: 'user-1', priority: 5 }]);
    expect(await complete()).toMatchObject({ status: 'completing' });
    expect(ports.assembly.receive()).toEqual([]);
    for (const request of asked) expect(await createAssembleUpload(deps)(request)).toBe('finished');
    expect(await complete()).toMatchObject({ status: 'completed', fileId: upload.fileId });
    expect((await snapshot()).executions).toHaveLength(1);
  });

  it('is refused at once when parts are missing', async () => {
    const { complete, send, parts, ports } = await setUp(large, inQueue);
    send(parts.slice(1));
    await expect(complete()).rejects.toMatchObject({ code: 'missing_parts' });
    expect(ports.assembly.receive()).toEqual([]);
  });

  it('goes on when its time is over meanwhile', async () => {
    const { complete, send, parts, ports, deps, clock } = await setUp(large, inQueue);
    send(parts);
    await complete();
    clock.advance(8 * DAY);
    expect(await complete()).toMatchObject({ status: 'completing' });
    for (const request of ports.assembly.receive()) await createAssembleUpload(deps)(request);
    expect(await complete()).toMatchObject({ status: 'completed' });
  });

  it('is done at once where there are no more parts than that, or no worker', async () => {
    const few = await setUp(large, { assembleInQueueAbove: 3 });
    few.send(few.parts);
    expect(await few.complete()).toMatchObject({ status: 'completed' });
    const { assembly: _, ...alone } = setUpUpload().deps;
    const created = await createCreateUpload(alone)(caller, 'key-1', large);
    await expect(createCompleteUpload({ ...alone, ...inQueue })(caller, created.upload.uploadId)).rejects.toMatchObject(
      { code: 'missing_parts' },
    );
  });
});

describe('a worker that puts parts together', () => {
  it('does nothing twice', async () => {
    const { complete, send, parts, ports, deps, snapshot } = await setUp(large, { assembleInQueueAbove: 2 });
    send(parts);
    await complete();
    const [request] = ports.assembly.receive();
    const assemble = createAssembleUpload(deps);
    expect(request && [await assemble(request), await assemble(request)]).toEqual(['finished', 'finished']);
    const { objects, executions } = await snapshot();
    expect([objects.length, executions.length]).toEqual([1, 1]);
  });

  it('leaves nothing of an upload that was given up meanwhile', async () => {
    const { complete, send, parts, ports, deps, snapshot, uploadId } = await setUp(large, { assembleInQueueAbove: 2 });
    send(parts);
    await complete();
    await createAbortUpload(deps)(caller, uploadId);
    for (const request of ports.assembly.receive()) expect(await createAssembleUpload(deps)(request)).toBe('closed');
    expect(await snapshot()).toMatchObject({ objects: [], openMultiparts: [], executions: [] });
  });

  it('fails an upload whose parts are not all there after all', async () => {
    const { send, parts, deps, ports, uploadId, upload } = await setUp(large);
    send(parts.slice(1));
    expect(await createAssembleUpload(deps)(upload)).toBe('failed');
    expect((await ports.uploads.load({ tenantId: 'acme', id: uploadId }))?.record.status).toBe('failed');
  });

  it('knows of no other upload', async () => {
    const { deps } = await setUp();
    expect(await createAssembleUpload(deps)({ tenantId: 'acme', uploadId: 'none' })).toBe('undeclared');
  });
});
