import { beforeEach, describe, expect, it } from 'vitest';
import { createAcceptObject } from './accept-object.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateOpenUpload, type OpenRequest } from './create-open-upload.ts';
import type { ClaimedPart } from './select-parts.ts';
import { caller, MIB, setUpUpload } from './set-up-upload.ts';
import { signOpenForm, signOpenParts } from './sign-open-upload.ts';
import type { Upload } from './upload-record.ts';

const request: OpenRequest = { filename: 'a.bin', mimeType: 'application/octet-stream', strategy: 'multipart' };
const CEILING = 12 * MIB;

let world: ReturnType<typeof setUpUpload>;
beforeEach(() => {
  world = setUpUpload({ acme: { maxFileBytes: CEILING } });
});

const create = (more: Partial<OpenRequest> = {}) =>
  createCreateOpenUpload(world.deps)(caller, world.deps.ids(), { ...request, ...more });
const complete = (upload: Upload, claimed?: readonly ClaimedPart[]) =>
  createCompleteUpload(world.deps)(caller, upload.uploadId, claimed);

/** Sends parts of these sizes, from the first. */
async function sendParts(upload: Upload, sizes: readonly number[]): Promise<void> {
  const signed = await signOpenParts(
    world.deps,
    upload,
    sizes.map((_, index) => index + 1),
  );
  const statuses = signed.map((part, index) => world.ports.storage.send(part, Buffer.alloc(sizes[index] ?? 0)));
  expect(new Set(statuses)).toEqual(new Set([200]));
}

describe('an upload nobody knows the size of', () => {
  it('may be as large as the tenant allows, its token, or what its client says', async () => {
    expect(await create()).toMatchObject({ sizing: 'at_most', sizeBytes: CEILING, partCount: 10_000 });
    expect(await create({ sizeBytes: 7 })).toMatchObject({ sizeBytes: 7 });
    const limits = { maxFiles: 1, maxBytes: 99 };
    const token = await world.deps.tokens.add({
      ...limits,
      tenantId: 'acme',
      tokenId: world.deps.ids(),
      ownerId: 'user-1',
      expiresAt: '2026-01-02T00:00:00Z',
      keptUntil: '2026-01-09T00:00:00Z',
      revoked: false,
    });
    const page = { ...caller, token: { tokenId: token.tokenId, limits } };
    expect(await createCreateOpenUpload(world.deps)(page, 'key', request)).toMatchObject({ sizeBytes: 99 });
  });

  it('says no more than is allowed', async () => {
    await expect(create({ sizeBytes: CEILING + 1 })).rejects.toMatchObject({ code: 'file_too_large' });
  });

  it.each([
    ['parts of any cut', [6 * MIB, 5 * MIB, 1]],
    ['as much as it may have', [6 * MIB, 6 * MIB]],
    ['one empty part', [0]],
  ])('has the size of what was sent: %s', async (_, sizes) => {
    const upload = await create();
    await sendParts(upload, sizes);
    const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(await complete(upload)).toMatchObject({ status: 'completed', sizeBytes, partCount: sizes.length });
    const { items } = await world.deps.uploads.facts({ tenantId: 'acme', id: upload.uploadId }, { limit: 10 });
    expect(items.at(-1)?.fact).toMatchObject({ type: 'upload.completed', payload: { size_bytes: sizeBytes } });
    expect(await complete(upload)).toMatchObject({ status: 'completed', sizeBytes });
  });

  it('is of the parts its client names, with or without the quotes of their ETags', async () => {
    const upload = await create();
    await sendParts(upload, [5 * MIB, 3, 4]);
    const { multipartId = '', objectKey: key } = upload;
    const stored = await world.ports.storage.listParts({ key, multipartId });
    const etags = stored === 'gone' ? [] : stored.items.map(({ n, etag }) => ({ n, etag: etag.replaceAll('"', '') }));
    expect(await complete(upload, etags.slice(0, 2))).toMatchObject({ sizeBytes: 5 * MIB + 3, partCount: 2 });
  });

  it('tells of parts that are not there, or are others than named', async () => {
    const upload = await create();
    await sendParts(upload, [5]);
    await expect(complete(upload, [{ n: 2, etag: 'x' }])).rejects.toMatchObject({ code: 'missing_parts' });
    await expect(complete(upload, [{ n: 1, etag: 'x' }])).rejects.toMatchObject({ code: 'missing_parts' });
    await expect(complete(await create())).rejects.toMatchObject({ code: 'missing_parts' });
  });

  it('tells of parts too small for S3 to put together', async () => {
    const upload = await create();
    await sendParts(upload, [5, 5]);
    await expect(complete(upload)).rejects.toMatchObject({
      code: 'size_mismatch',
      message: expect.stringContaining('part 1'),
    });
  });

  it('ends when it is too large, and nothing of it is left', async () => {
    const upload = await create();
    await sendParts(upload, [6 * MIB, 6 * MIB, 1]);
    await expect(complete(upload)).rejects.toMatchObject({ code: 'file_too_large' });
    expect(world.ports.storage.openMultiparts()).toEqual([]);
    expect((await world.deps.uploads.load({ tenantId: 'acme', id: upload.uploadId }))?.record.status).toBe('failed');
    await expect(complete(upload)).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(signOpenParts(world.deps, upload, [1])).resolves.toBeDefined();
  });
});

describe('a file of one request nobody knows the size of', () => {
  const arrived = async (sizeBytes: number, upload: Upload) => {
    const form = await signOpenForm(world.deps, { ...upload, sizeBytes: CEILING * 2 });
    expect(world.ports.storage.sendForm(form, Buffer.alloc(sizeBytes))).toBe(201);
    const [object] = world.ports.storage.objects();
    if (object === undefined) throw new Error('nothing arrived');
    return object;
  };

  it('is done when it arrives, with the size it has', async () => {
    const upload = await create({ strategy: 'single' });
    expect(await createAcceptObject(world.deps)(await arrived(6, upload))).toBe('finished');
    expect((await world.deps.uploads.load({ tenantId: 'acme', id: upload.uploadId }))?.record).toMatchObject({
      status: 'completed',
      sizeBytes: 6,
      partCount: 1,
    });
    expect((await world.ports.history.list('acme', { limit: 1 })).items[0]).toMatchObject({ sizeBytes: 6 });
  });

  it('is signed up to its ceiling', async () => {
    const upload = await create({ strategy: 'single' });
    const form = await signOpenForm(world.deps, upload);
    expect(world.ports.storage.sendForm(form, Buffer.alloc(CEILING + 1))).toBe(400);
    expect(world.ports.storage.sendForm(form, Buffer.alloc(0))).toBe(201);
  });

  it('ends when more arrives all the same, whoever looks first', async () => {
    const upload = await create({ strategy: 'single' });
    const object = await arrived(CEILING + 1, upload);
    expect(await createAcceptObject(world.deps)(object)).toBe('closed');
    expect(await createAcceptObject(world.deps)(object)).toBe('closed');
    expect(world.ports.storage.objects()).toEqual([]);
    const other = await create({ strategy: 'single' });
    await arrived(CEILING + 1, other);
    await expect(complete(other)).rejects.toMatchObject({ code: 'file_too_large' });
    expect(world.ports.storage.objects()).toEqual([]);
  });
});
