import { beforeEach, describe, expect, it } from 'vitest';
import { CrashError, crashAtCall } from '../runtime/crash-at-call.ts';
import { createCreateUpload } from './create-upload.ts';
import { createCreateUploadBatch } from './create-upload-batch.ts';
import type { Caller } from './deps.ts';
import { createGetUploadBatch } from './get-upload-batch.ts';
import { caller, large, MIB, setUpUpload, small } from './set-up-upload.ts';
import { createSignParts } from './sign-parts.ts';
import type { UploadRequest } from './upload-request.ts';

let world: ReturnType<typeof setUpUpload>;
beforeEach(() => {
  world = setUpUpload({ acme: { maxFileBytes: 50 * MIB, allowedTypes: ['text/*', 'video/*'] } });
});

const files = (count: number): UploadRequest[] =>
  Array.from({ length: count }, (_, index) => ({ ...small, filename: `${index}.txt`, relativePath: `a/${index}.txt` }));
const create = (requests: readonly UploadRequest[], key = 'key-1', who = caller) =>
  createCreateUploadBatch(world.deps)(who, key, requests);
const get = (batchId: string, page = { limit: 10 }, who: Caller = caller) =>
  createGetUploadBatch(world.deps)(who, batchId, page);
const outcomes = (items: Awaited<ReturnType<typeof create>>['items']) =>
  items.map((item) => (item.outcome === 'created' ? item.upload.uploadId : item.code));

/** A page whose token takes so many files. */
async function page(maxFiles: number): Promise<Caller> {
  const limits = { maxFiles, maxBytes: 1000 };
  const tokenId = world.deps.ids();
  const times = { expiresAt: '2026-01-02T00:00:00Z', keptUntil: '2026-01-09T00:00:00Z' };
  await world.deps.tokens.add({ ...limits, ...times, tenantId: 'acme', tokenId, ownerId: 'user-1', revoked: false });
  return { ...caller, token: { tokenId, limits } };
}

describe('many files declared at once', () => {
  it('become an upload each, in order, with a request for the bytes of small ones', async () => {
    const { batchId, items } = await create([...files(70), large]);
    expect(items).toHaveLength(71);
    expect(items[69]).toMatchObject({
      upload: { batchId, filename: '69.txt', relativePath: 'a/69.txt', status: 'pending' },
      part: { n: 1, sizeBytes: 5 },
    });
    expect(items[70]).toMatchObject({ outcome: 'created', upload: { strategy: 'multipart', partCount: 3 } });
    expect(items[70]).not.toHaveProperty('part');
    const parts = items.flatMap((item) => (item.outcome === 'created' && item.part ? [item.part] : []));
    expect(new Set(world.send(parts))).toEqual(new Set([200]));
  });

  it('tell the world of each', async () => {
    const { items } = await create(files(40));
    for (const item of items) {
      if (item.outcome === 'refused') throw new Error(item.detail);
      const { items: facts } = await world.deps.uploads.facts(
        { tenantId: 'acme', id: item.upload.uploadId },
        { limit: 10 },
      );
      expect(facts).toMatchObject([{ sequence: 1, userId: 'user-1', fact: { type: 'upload.created' } }]);
      expect(facts[0]).not.toHaveProperty('seesAll');
    }
  });

  it('open an upload in parts when its first part is asked for', async () => {
    const { items } = await create([large]);
    expect(world.ports.storage.openMultiparts()).toEqual([]);
    const [item] = items;
    const uploadId = item?.outcome === 'created' ? item.upload.uploadId : '';
    expect(await createSignParts(world.deps)(caller, uploadId, [1])).toHaveLength(1);
    expect(world.ports.storage.openMultiparts()).toHaveLength(1);
  });

  it('are refused one by one', async () => {
    const tooLarge = { ...small, sizeBytes: 50 * MIB + 1 };
    const { batchId, items } = await create([small, tooLarge, { ...small, mimeType: 'image/png' }, small]);
    expect(outcomes(items)).toEqual([expect.any(String), 'file_too_large', 'type_not_allowed', expect.any(String)]);
    expect(await get(batchId)).toMatchObject({ counts: { pending: 2, refused: 2 }, uploads: [{}, {}] });
  });

  it('may all be refused', async () => {
    const { batchId, items } = await create([{ ...small, mimeType: 'image/png' }]);
    expect(outcomes(items)).toEqual(['type_not_allowed']);
    expect(await get(batchId)).toMatchObject({ counts: { pending: 0, refused: 1 }, uploads: [] });
  });

  it('are the same when the request is repeated, whatever the tenant allows by then', async () => {
    const requests = [...files(40), { ...small, mimeType: 'image/png' }];
    const first = await create(requests);
    const repeat = createCreateUploadBatch({
      ...world.deps,
      policies: {
        policyOf: async (tenantId) => ({ ...(await world.deps.policies.policyOf(tenantId)), maxFileBytes: 1 }),
      },
    });
    const second = await repeat(caller, 'key-1', requests);
    expect(outcomes(second.items)).toEqual(outcomes(first.items));
    expect((await world.deps.uploads.list('acme', { limit: 100 })).items).toHaveLength(40);
    await expect(create(files(1))).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });

  it.each(['before', 'after'] as const)(
    'are the same when it dies %s any of its calls and is tried again',
    async (moment) => {
      const requests = [...files(35), large];
      const counting = crashAtCall(world.ports, Number.POSITIVE_INFINITY, moment);
      await createCreateUploadBatch(world.depsOf(counting.ports))(caller, 'key-1', requests);
      expect(counting.calls()).toBeGreaterThan(4);
      for (let call = 1; call <= counting.calls(); call += 1) {
        world = setUpUpload();
        const crashing = createCreateUploadBatch(world.depsOf(crashAtCall(world.ports, call, moment).ports));
        await expect(crashing(caller, 'key-1', requests)).rejects.toThrow(CrashError);
        const { items } = await create(requests);
        const parts = items.flatMap((item) => (item.outcome === 'created' && item.part ? [item.part] : []));
        expect(new Set(world.send(parts))).toEqual(new Set([200]));
        const { uploads } = await world.snapshot();
        expect(uploads.map(({ record }) => record.uploadId).sort()).toEqual(outcomes(items).sort());
        expect(new Set(uploads.map(({ facts }) => facts.length))).toEqual(new Set([1]));
      }
    },
  );

  it('are found by their fingerprints', async () => {
    const { items } = await create([{ ...small, fingerprint: 'print-1' }]);
    const found = await world.deps.fingerprints.find({ tenantId: 'acme', holder: 'user-1', fingerprint: 'print-1' }, 5);
    expect(found).toEqual(outcomes(items));
  });
});

describe('a batch made with a token', () => {
  it.each([
    ['fits', 40, 40],
    ['fits in part', 40, 36],
    ['does not fit', 40, 0],
  ])('that %s has as many files as the token has room for, and none more when repeated', async (_, count, room) => {
    const who = await page(room + 1);
    await createCreateUpload(world.deps)(who, 'single', small);
    const { batchId, items } = await create(files(count), 'key-1', who);
    expect(outcomes(items).filter((code) => code === 'token_scope')).toHaveLength(count - room);
    expect(outcomes((await create(files(count), 'key-1', who)).items)).toEqual(outcomes(items));
    expect(await get(batchId, { limit: 10 }, who)).toMatchObject({ counts: { pending: room } });
    await expect(createCreateUpload(world.deps)(who, 'another', small)).rejects.toMatchObject({ code: 'token_scope' });
  });

  it('is held to what a page may say', async () => {
    const { items } = await create(
      [
        { ...small, priority: 10 },
        { ...small, sizeBytes: 1001 },
      ],
      'key-1',
      await page(9),
    );
    expect(outcomes(items)).toEqual(['token_scope', 'file_too_large']);
  });

  it('is that token’s and its maker’s', async () => {
    const who = await page(9);
    const { batchId } = await create(files(1), 'key-1', who);
    expect(await get(batchId)).toMatchObject({ counts: { pending: 1 } });
    await expect(get(batchId, { limit: 1 }, await page(9))).rejects.toMatchObject({ code: 'not_found' });
    const mine = await create(files(1), 'key-1');
    await expect(get(mine.batchId, { limit: 1 }, who)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('looking at a batch', () => {
  it('counts by status, and pages through its uploads in order', async () => {
    const { batchId, items } = await create(files(5));
    const first = await get(batchId, { limit: 3 });
    expect(first.uploads.map(({ filename }) => filename)).toEqual(['0.txt', '1.txt', '2.txt']);
    const second = await createGetUploadBatch(world.deps)(caller, batchId, { limit: 3, after: first.next ?? '' });
    expect(second.uploads.map(({ uploadId }) => uploadId)).toEqual(outcomes(items).slice(3));
    expect(second).not.toHaveProperty('next');
  });

  it.each<[string, Partial<Caller>]>([
    ['another user', { userId: 'user-2' }],
    ['another tenant', { tenantId: 'globex', seesAll: true }],
  ])('is not for %s', async (_, other) => {
    const { batchId } = await create(files(1));
    await expect(get(batchId, { limit: 1 }, { ...caller, ...other })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is for an admin', async () => {
    const { batchId } = await create(files(1));
    expect(await get(batchId, { limit: 1 }, { ...caller, userId: 'user-2', seesAll: true })).toMatchObject({
      counts: { pending: 1 },
    });
  });
});
