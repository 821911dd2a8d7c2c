import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crashAtCall } from '../runtime/crash-at-call.ts';
import { createAbortUpload } from './abort-upload.ts';
import { createAcceptObject } from './accept-object.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import { caller, large, setUpUpload, small, withoutLooks } from './set-up-upload.ts';

async function setUp(request = small) {
  const world = setUpUpload();
  const created = await createCreateUpload(world.deps)(caller, 'key-1', request);
  world.send(created.parts);
  const { objectKey: key, uploadId } = created.upload;
  const versionId = async () => (await world.ports.storage.head(key))?.versionId ?? '';
  return { ...world, ...created, key, uploadId, versionId, accept: createAcceptObject(world.deps) };
}

describe('an object that arrived', () => {
  it('finishes its upload without the client', async () => {
    const { accept, key, versionId, snapshot, upload } = await setUp();
    expect(await accept({ key, versionId: await versionId() })).toBe('finished');
    const { uploads, files, executions } = await snapshot();
    expect(uploads[0]?.record).toMatchObject({ status: 'completed', versionId: await versionId() });
    expect(files[0]?.record).toMatchObject({ fileId: upload.fileId, storage: { versionId: await versionId() } });
    expect(executions.map(([name]) => name)).toEqual([`${upload.fileId}.1.1`]);
  });

  it('is finished once, however often S3 says so and whether the client says so too', async () => {
    const { accept, key, versionId, uploadId, deps, snapshot } = await setUp();
    const object = { key, versionId: await versionId() };
    await createCompleteUpload(deps)(caller, uploadId);
    const end = withoutLooks(await snapshot());
    expect([await accept(object), await accept(object)]).toEqual(['finished', 'finished']);
    expect(withoutLooks(await snapshot())).toEqual(end);
  });

  it('costs one read once its upload is settled', async () => {
    const { key, versionId, ports, depsOf } = await setUp();
    const object = { key, versionId: await versionId() };
    await createAcceptObject(depsOf(ports))(object);
    const { ports: counted, calls } = crashAtCall(ports, Number.POSITIVE_INFINITY, 'before');
    expect(await createAcceptObject(depsOf(counted))(object)).toBe('finished');
    expect(calls()).toBe(1);
  });

  it('costs a read of upload and file, a start and a write when the client completed its upload just before', async () => {
    const { key, versionId, uploadId, deps, ports, depsOf } = await setUp();
    const object = { key, versionId: await versionId() };
    await createCompleteUpload(deps)(caller, uploadId);
    const { ports: counted, calls } = crashAtCall(ports, Number.POSITIVE_INFINITY, 'before');
    expect(await createAcceptObject(depsOf(counted))(object)).toBe('finished');
    // The fifth asks nobody: it names the object.
    expect(calls()).toBe(5);
  });

  it('is superseded when another version was claimed before', async () => {
    const { accept, key, versionId, snapshot } = await setUp();
    await accept({ key, versionId: await versionId() });
    const end = await snapshot();
    expect(await accept({ key, versionId: 'another-version' })).toBe('superseded');
    expect(await snapshot()).toEqual(end);
  });

  it('is removed when another version was claimed before: nobody will ever read it', async () => {
    const { accept, key, versionId, snapshot, deps, uploadId, ports } = await setUp();
    await accept({ key, versionId: await versionId() });
    const again = await ports.storage.signPut({ key, sizeBytes: 5, expiresInSeconds: 60, mayReplace: true });
    expect(ports.storage.send(again, Buffer.from('other'))).toBe(200);
    const [claimed, later] = (await snapshot()).objects;
    expect(await accept({ key, versionId: later?.versionId ?? '' })).toBe('superseded');
    expect((await snapshot()).objects).toEqual([claimed]);
    expect(await createCompleteUpload(deps)(caller, uploadId)).toMatchObject({ versionId: claimed?.versionId });
  });

  it('flows though it is larger than declared: inspection compares, and refuses it', async () => {
    const { deps, ports, accept, snapshot } = await setUp();
    const { upload } = await createCreateUpload(deps)(caller, 'key-2', small);
    const bytes = Buffer.from('more than was declared');
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    const checksum = { algorithm: 'CRC32', value: sum.toString('base64') } as const;
    await ports.storage.put({ key: upload.objectKey, bytes, checksum });
    const versionId = (await ports.storage.head(upload.objectKey))?.versionId ?? '';
    expect(await accept({ key: upload.objectKey, versionId })).toBe('finished');
    const file = (await snapshot()).files.find(({ record }) => record.fileId === upload.fileId);
    expect(file?.record).toMatchObject({ declaredSizeBytes: 5 });
  });

  it('leaves nothing to look after', async () => {
    const { accept, key, versionId, snapshot } = await setUp();
    expect((await snapshot()).uploads[0]?.record.lookAt).toBeDefined();
    await accept({ key, versionId: await versionId() });
    expect((await snapshot()).uploads[0]?.record.lookAt).toBeUndefined();
  });

  it('after its upload was given up is removed', async () => {
    const { accept, key, deps, uploadId, parts, send, snapshot, versionId } = await setUp();
    await createAbortUpload(deps)(caller, uploadId);
    expect(send(parts)).toEqual([200]);
    expect(await accept({ key, versionId: await versionId() })).toBe('closed');
    expect(await snapshot()).toMatchObject({ objects: [], files: [], executions: [] });
  });

  it.each([
    ['nobody declared', 't/acme/019a0000-0000-7000-8000-00000000ffff'],
    ['of another tenant than its upload', 't/other/'],
    ['under no key of ours', 'backup/2026.tar'],
    ['under a key that only contains one', 'x/t/acme/019a0000-0000-7000-8000-00000000ffff'],
  ])('%s is left alone', async (_, key) => {
    const { accept, uploadId, snapshot } = await setUp();
    const before = await snapshot();
    expect(await accept({ key: key.endsWith('/') ? key + uploadId : key, versionId: 'v' })).toBe('undeclared');
    expect(await snapshot()).toEqual(before);
  });

  it('of many parts is finished by its event alone when the client was lost after completing', async () => {
    const { accept, key, upload, ports, versionId } = await setUp(large);
    const multipart = { key, multipartId: upload.multipartId ?? '' };
    const parts = await ports.storage.listParts(multipart);
    const { sizeBytes } = upload;
    await ports.storage.completeMultipart({ ...multipart, parts: parts === 'gone' ? [] : parts.items, sizeBytes });
    expect(await accept({ key, versionId: await versionId() })).toBe('finished');
  });
});
