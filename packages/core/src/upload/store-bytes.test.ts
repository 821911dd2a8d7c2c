import { MAX_FILE_BYTES_PER_CALL } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { caller, setUpUpload } from './set-up-upload.ts';
import { createStoreBytes } from './store-bytes.ts';

const HELLO = new Uint8Array(Buffer.from('hello'));
const request = { filename: 'a.txt', mimeType: 'text/plain', tags: ['t'] };

describe('storing the bytes of a file in one call', () => {
  it('declares, stores and completes an upload like any other', async () => {
    const { deps, snapshot } = setUpUpload();
    const upload = await createStoreBytes(deps)(caller, 'key', request, HELLO);
    expect(upload).toMatchObject({ status: 'completed', sizeBytes: 5, tags: ['t'], strategy: 'single' });
    const { uploads, files, objects, executions } = await snapshot();
    expect(uploads[0]?.facts.map(({ fact }) => fact.type)).toEqual(['upload.created', 'upload.completed']);
    expect(files[0]?.record).toMatchObject({ fileId: upload.fileId, status: 'uploaded' });
    expect([objects.length, executions.length]).toEqual([1, 1]);
  });

  it('takes a file without a byte', async () => {
    const { deps } = setUpUpload();
    expect(await createStoreBytes(deps)(caller, 'key', request, new Uint8Array())).toMatchObject({
      status: 'completed',
      sizeBytes: 0,
    });
  });

  it('changes nothing when it is repeated with the same key', async () => {
    const { deps, snapshot } = setUpUpload();
    const store = createStoreBytes(deps);
    const first = await store(caller, 'key', request, HELLO);
    const before = await snapshot();
    expect((await store(caller, 'key', request, HELLO)).uploadId).toBe(first.uploadId);
    expect(await snapshot()).toEqual(before);
  });

  it('goes on where a call before it ended between storing and completing', async () => {
    const { deps, snapshot } = setUpUpload();
    const broken = { ...deps, registerFile: () => Promise.reject(new Error('down')) };
    await expect(createStoreBytes(broken)(caller, 'key', request, HELLO)).rejects.toThrow('down');
    expect(await createStoreBytes(deps)(caller, 'key', request, HELLO)).toMatchObject({ status: 'completed' });
    expect((await snapshot()).objects).toHaveLength(1);
  });

  it('refuses other bytes for the same key, even as many', async () => {
    const { deps } = setUpUpload();
    const store = createStoreBytes(deps);
    await store(caller, 'key', request, HELLO);
    await expect(store(caller, 'key', request, new Uint8Array(Buffer.from('hallo')))).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
  });

  it('refuses what is too large for one call before anything is written', async () => {
    const { deps, snapshot } = setUpUpload();
    const bytes = new Uint8Array(MAX_FILE_BYTES_PER_CALL + 1);
    await expect(createStoreBytes(deps)(caller, 'key', request, bytes)).rejects.toMatchObject({
      code: 'file_too_large',
      errors: [{ pointer: '/file' }],
    });
    expect((await snapshot()).uploads).toEqual([]);
  });

  it('refuses what the tenant does not take', async () => {
    const { deps } = setUpUpload({ acme: { maxFileBytes: 4 } });
    await expect(createStoreBytes(deps)(caller, 'key', request, HELLO)).rejects.toMatchObject({
      code: 'file_too_large',
    });
  });

  it('is refused when the upload of its key was given up', async () => {
    const { deps } = setUpUpload();
    const broken = { ...deps, storage: { ...deps.storage, put: () => Promise.reject(new Error('down')) } };
    await expect(createStoreBytes(broken)(caller, 'key', request, HELLO)).rejects.toThrow('down');
    const { items } = await deps.uploads.list(caller.tenantId, { limit: 1 });
    await createAbortUpload(deps)(caller, items[0]?.uploadId ?? '');
    await expect(createStoreBytes(deps)(caller, 'key', request, HELLO)).rejects.toMatchObject({
      code: 'state_conflict',
    });
  });
});
