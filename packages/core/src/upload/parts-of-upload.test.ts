import { fillPart } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import { createListParts } from './list-parts.ts';
import { createListUploads } from './list-uploads.ts';
import { caller, large, MIB, setUpUpload, small } from './set-up-upload.ts';
import { createSignPartTemplate } from './sign-part-template.ts';
import { createSignParts } from './sign-parts.ts';

async function setUp(request = large) {
  const world = setUpUpload();
  const created = await createCreateUpload(world.deps)(caller, 'key-1', request);
  const { uploadId } = created.upload;
  const sign = createSignParts(world.deps);
  const list = createListParts(world.deps);
  return {
    ...world,
    ...created,
    uploadId,
    sign: (numbers: readonly number[], who = caller) => sign(who, uploadId, numbers),
    list: (after?: string) => list(caller, uploadId, after),
  };
}

describe('signing parts', () => {
  it('signs those asked for, in the order asked, each with its size', async () => {
    const { sign, send, list } = await setUp();
    const signed = await sign([3, 1]);
    expect(signed.map(({ n, sizeBytes }) => [n, sizeBytes])).toEqual([
      [3, 1],
      [1, 8 * MIB],
    ]);
    expect(send(signed)).toEqual([200, 200]);
    expect(await list()).toMatchObject({ items: [{ n: 1 }, { n: 3 }] });
  });

  it('signs the one PUT again', async () => {
    const { sign, send } = await setUp(small);
    expect(send(await sign([1]))).toEqual([200]);
  });

  it.each([0, 4, -1])('refuses part %i of three', async (n) => {
    const { sign } = await setUp();
    await expect(sign([1, n])).rejects.toMatchObject({ code: 'invalid_part', errors: [{ detail: `no part ${n}` }] });
  });

  it('is refused once the upload is over or has expired', async () => {
    const { sign, deps, uploadId, clock } = await setUp();
    clock.advance(7 * 24 * 3600 * 1000);
    await expect(sign([1])).rejects.toMatchObject({ code: 'upload_expired' });
    await createAbortUpload(deps)(caller, uploadId);
    await expect(sign([1])).rejects.toMatchObject({ code: expect.stringMatching(/upload_expired|state_conflict/) });
  });

  it("does not see another user's upload", async () => {
    const { sign } = await setUp();
    await expect(sign([1], { ...caller, userId: 'user-2' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('signing parts as a template', () => {
  const fill = async (request = large, numbers = [1, 2, 3]) => {
    const world = await setUp(request);
    const { template, parts } = await createSignPartTemplate(world.deps)(caller, world.uploadId, numbers);
    const filled = parts.map((part, index) => ({
      ...fillPart(template, part),
      sizeBytes: world.parts[index]?.sizeBytes ?? 0,
    }));
    return { ...world, filled };
  };

  it('signs the same requests', async () => {
    const { filled, send, list } = await fill();
    expect(send(filled)).toEqual([200, 200, 200]);
    expect(await list()).toMatchObject({ items: [{ n: 1 }, { n: 2 }, { n: 3 }] });
  });

  it('gives the one PUT whole, with nothing left open', async () => {
    const { filled, send } = await fill(small, [1]);
    expect(send(filled)).toEqual([200]);
  });

  it('refuses a part there is not', async () => {
    await expect(fill(large, [4])).rejects.toMatchObject({ code: 'invalid_part' });
  });
});

describe('listing parts', () => {
  it('says what S3 has', async () => {
    const { list, send, parts } = await setUp();
    expect(await list()).toEqual({ items: [] });
    send(parts.slice(0, 2));
    expect(await list()).toMatchObject({ items: [{ n: 1, sizeBytes: 8 * MIB }, { n: 2 }] });
    expect(await list('1')).toMatchObject({ items: [{ n: 2 }] });
  });

  it('shows one PUT as one part', async () => {
    const { list, send, parts } = await setUp(small);
    expect(await list()).toEqual({ items: [] });
    send(parts);
    expect(await list()).toMatchObject({ items: [{ n: 1, sizeBytes: 5 }] });
  });

  it('is refused when S3 has let go of them', async () => {
    const { list, send, parts, deps, uploadId } = await setUp();
    send(parts);
    await createCompleteUpload(deps)(caller, uploadId);
    await expect(list()).rejects.toMatchObject({ code: 'state_conflict' });
  });
});

describe('listing uploads', () => {
  it("shows the caller's own, newest first, and everyone's to those who see all", async () => {
    const { deps, upload } = await setUp();
    const create = createCreateUpload(deps);
    const theirs = (await create({ ...caller, userId: 'user-2' }, 'k', small)).upload;
    const newest = (await create(caller, 'key-2', small)).upload;
    const list = createListUploads(deps);
    const ids = async (who = caller) => (await list(who, { limit: 10 })).items.map(({ uploadId }) => uploadId);
    expect(await ids()).toEqual([newest.uploadId, upload.uploadId]);
    expect(await ids({ ...caller, seesAll: true })).toEqual([newest.uploadId, theirs.uploadId, upload.uploadId]);
    expect(await ids({ ...caller, tenantId: 'other', seesAll: true })).toEqual([]);
  });
});
