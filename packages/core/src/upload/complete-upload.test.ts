import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import { startOfLifecycle } from './lifecycle.ts';
import { caller, large, MIB, setUpUpload, small } from './set-up-upload.ts';
import type { UploadRequest } from './upload-request.ts';

const DAY = 24 * 3600 * 1000;

async function setUp(request: UploadRequest = small) {
  const world = setUpUpload();
  const created = await createCreateUpload(world.deps)(caller, 'key-1', request);
  const complete = createCompleteUpload(world.deps);
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
