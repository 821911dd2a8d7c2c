import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import { createMeasureProgress } from './measure-progress.ts';
import { createRedirectChunk } from './redirect-chunk.ts';
import { caller, large, MIB, setUpUpload, small } from './set-up-upload.ts';

const PLAIN = {};

async function setUp(request = large) {
  const { deps, ports, send, clock } = setUpUpload();
  const { upload, parts } = await createCreateUpload(deps)(caller, 'key', request);
  const { uploadId } = upload;
  return {
    deps,
    ports,
    clock,
    send,
    parts,
    uploadId,
    chunk: (index: number, who = caller) => createRedirectChunk(deps)(who, uploadId, index),
    progress: (who = caller) => createMeasureProgress(deps)(who, uploadId),
    complete: () => createCompleteUpload(deps)(caller, uploadId),
  };
}

describe('where a chunk goes', () => {
  it('is the signed URL of the part after it, for exactly its bytes', async () => {
    const { chunk, ports, complete } = await setUp();
    for (const [index, size] of [8 * MIB, 8 * MIB, 1].entries()) {
      expect(ports.storage.send({ url: await chunk(index), headers: PLAIN }, Buffer.alloc(size))).toBe(200);
    }
    expect(await complete()).toMatchObject({ status: 'completed' });
  });

  it('takes the only part of a small file without any header of ours, and again if need be', async () => {
    const { chunk, ports, complete } = await setUp(small);
    const url = await chunk(0);
    expect(ports.storage.send({ url, headers: PLAIN }, Buffer.from('hello'))).toBe(200);
    expect(ports.storage.send({ url, headers: PLAIN }, Buffer.from('hallo'))).toBe(200);
    expect(await complete()).toMatchObject({ status: 'completed' });
  });

  it.each([3, 9_999])('does not exist for chunk %i of an upload of three parts', async (index) => {
    const { chunk } = await setUp();
    await expect(chunk(index)).rejects.toMatchObject({ code: 'invalid_part' });
  });

  it('is nowhere once the upload has ended', async () => {
    const { chunk, deps, uploadId } = await setUp();
    await createAbortUpload(deps)(caller, uploadId);
    await expect(chunk(0)).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it("is nobody else's business", async () => {
    const { chunk, progress } = await setUp();
    const other = { ...caller, userId: 'user-2' };
    await expect(chunk(0, other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(progress(other)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the progress of an upload', () => {
  it('is counted from what S3 has stored', async () => {
    const { progress, send, parts } = await setUp();
    expect(await progress()).toMatchObject({ partsUploaded: 0, bytesUploaded: 0, percentage: 0 });
    send(parts.slice(0, 1));
    expect(await progress()).toMatchObject({ partsUploaded: 1, bytesUploaded: 8 * MIB, percentage: 49 });
    send(parts.slice(1, 2));
    // One byte is missing.
    expect(await progress()).toMatchObject({ partsUploaded: 2, bytesUploaded: 16 * MIB, percentage: 99 });
    send(parts.slice(2));
    expect(await progress()).toMatchObject({ partsUploaded: 3, percentage: 100, upload: { status: 'uploading' } });
  });

  it('stays whole when it has completed, and S3 lists no parts any more', async () => {
    const { progress, send, parts, complete } = await setUp();
    send(parts);
    await complete();
    expect(await progress()).toMatchObject({
      partsUploaded: 3,
      bytesUploaded: large.sizeBytes,
      percentage: 100,
      upload: { status: 'completed' },
    });
  });

  it('is nothing once it was given up', async () => {
    const { progress, send, parts, deps, uploadId } = await setUp();
    send(parts.slice(0, 2));
    await createAbortUpload(deps)(caller, uploadId);
    expect(await progress()).toMatchObject({ partsUploaded: 0, bytesUploaded: 0, percentage: 0 });
  });

  it.each([small, { ...small, sizeBytes: 0 }])('of $sizeBytes bytes in one PUT is all or nothing', async (request) => {
    const { progress, send, parts } = await setUp(request);
    expect(await progress()).toMatchObject({ partsUploaded: 0, percentage: 0 });
    send(parts);
    expect(await progress()).toMatchObject({ partsUploaded: 1, bytesUploaded: request.sizeBytes, percentage: 100 });
  });
});
