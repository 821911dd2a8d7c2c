import type { Fact } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createAppendFacts, createChangeRecord } from '../history/index.ts';
import { CrashError, crashAtCall } from '../runtime/crash-at-call.ts';
import { createAbortUpload } from './abort-upload.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import type { Caller } from './deps.ts';
import { caller, setUpUpload, small } from './set-up-upload.ts';
import type { UploadRequest } from './upload-request.ts';

const SHA256 = 'a'.repeat(64);
const offer: UploadRequest = { ...small, dedupe: { sha256: SHA256 } };
const reader: Caller = { ...caller, readsFiles: true };
const content = { tenantId: 'acme', sha256: SHA256, sizeBytes: 5 };

/** A tenant with one published file of this content, sent and inspected as any. */
async function setUp(end: 'published' | 'rejected' | 'deleted' = 'published') {
  const world = setUpUpload();
  const { upload, parts } = await createCreateUpload(world.deps)(caller, 'first', small);
  world.send(parts);
  const { fileId, versionId = '' } = await createCompleteUpload(world.deps)(caller, upload.uploadId);
  const storage = { storageUrl: world.deps.storage.urlOf(upload.objectKey), versionId };
  const append = createAppendFacts(createChangeRecord({ store: world.ports.history, clock: world.clock }));
  let effects = 0;
  const happens = async (...facts: readonly Fact[]) => {
    effects += 1;
    const cause = { ...caller, priority: 5 };
    await append({ key: { tenantId: 'acme', id: fileId }, dedupeKey: `test#${effects}`, cause, decide: () => facts });
  };
  const ids = { schema_version: 1, file_id: fileId, version: 1 } as const;
  await world.ports.registry.claim({ ...content, storage, reference: `${fileId}.1` });
  await happens({
    type: 'file.inspected',
    payload: {
      ...ids,
      run: 1,
      verdict: 'accepted',
      kind: 'text',
      mime_type: 'text/plain',
      size_bytes: 5,
      sha256: SHA256,
      findings: {},
    },
  });
  if (end === 'rejected') {
    await happens({ type: 'file.rejected', payload: { ...ids, run: 1, reason: 'rejected_by_reviewer', detail: 'x' } });
  } else {
    await happens({ type: 'file.published', payload: { ...ids, run: 1, partial: false } });
  }
  if (end === 'deleted') await happens({ type: 'file.deleted', payload: ids });
  return {
    ...world,
    storage,
    firstId: fileId,
    references: () => world.ports.registry.references({ ...content, limit: 10 }),
    release: (id: string) => world.ports.registry.release({ ...content, reference: `${id}.1` }),
    create: (who = reader, request = offer, key = 'key-1') => createCreateUpload(world.deps)(who, key, request),
    file: async (id: string) => (await world.ports.history.load({ tenantId: 'acme', id }))?.record,
  };
}

const ordinary = { upload: { status: 'pending', strategy: 'single' }, parts: [{ n: 1 }] };

describe('a hash that is offered first', () => {
  it('of a published file of the tenant is a completed upload of a new file, without a byte', async () => {
    const { create, file, firstId, storage, ports, references } = await setUp();
    const { upload, parts } = await create();
    expect(upload).toMatchObject({ status: 'completed', strategy: 'deduplicated' });
    expect(parts).toEqual([]);
    expect(upload.fileId).not.toBe(firstId);
    expect(await file(upload.fileId)).toMatchObject({ status: 'uploaded', storage, sha256: SHA256, sizeBytes: 5 });
    expect(ports.lifecycle.started.has(`${upload.fileId}.1.1`)).toBe(true);
    expect(ports.storage.objects()).toHaveLength(1);
    expect(await references()).toEqual([`${upload.fileId}.1`, `${firstId}.1`]);
  });

  it('with the same key answers the same upload, and with another body is a mismatch', async () => {
    const { create, ports } = await setUp();
    const first = await create();
    expect(await create()).toEqual(first);
    await expect(create(reader, small)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    expect(ports.lifecycle.started.size).toBe(2);
  });

  it('is answered by complete as any upload, and makes no second file', async () => {
    const { create, deps, ports, storage, file } = await setUp();
    const { upload } = await create();
    expect(await createCompleteUpload(deps)(caller, upload.uploadId)).toEqual(upload);
    expect(await file(upload.fileId)).toMatchObject({ storage });
    expect(ports.lifecycle.started.size).toBe(2);
  });

  it.each<[string, Caller, UploadRequest]>([
    ['by who may not read files', caller, offer],
    ['in another tenant', { ...reader, tenantId: 'globex' }, offer],
    ['in another size', reader, { ...offer, sizeBytes: 6 }],
    ['that nobody has', reader, { ...offer, dedupe: { sha256: 'b'.repeat(64) } }],
  ])('%s gets the ordinary answer', async (_, who, request) => {
    const { create, references } = await setUp();
    expect(await create(who, request)).toMatchObject(ordinary);
    expect(await references()).toHaveLength(1);
  });

  it.each(['rejected', 'deleted'] as const)('gets the ordinary answer when the file is %s', async (end) => {
    const { create } = await setUp(end);
    expect(await create()).toMatchObject(ordinary);
  });

  it('costs and answers the same whether another tenant has the content or nobody', async () => {
    const { ports, depsOf } = await setUp();
    const stranger = { ...reader, tenantId: 'globex' };
    const ask = async (sha256: string) => {
      const counting = crashAtCall(ports, Number.POSITIVE_INFINITY, 'before');
      const create = createCreateUpload(depsOf(counting.ports));
      const { upload, parts } = await create(stranger, sha256, { ...offer, dedupe: { sha256 } });
      const { dedupe, uploadId: _id, fileId: _file, objectKey: _key, ...rest } = upload;
      expect(dedupe).toEqual({ sha256 });
      return { calls: counting.calls(), rest, parts: parts.map(({ url: _url, ...part }) => part) };
    };
    expect(await ask(SHA256)).toEqual(await ask('b'.repeat(64)));
  });

  it('becomes an ordinary upload when the content goes in the moment in between', async () => {
    const { create, firstId, release, ports, send, deps, file } = await setUp();
    const real = ports.registry.share;
    Object.assign(ports.registry, {
      share: async (request: Parameters<typeof real>[0]) => {
        await release(firstId);
        return real(request);
      },
    });
    const { upload, parts } = await create();
    expect({ upload, parts }).toMatchObject(ordinary);
    send(parts);
    await createCompleteUpload(deps)(caller, upload.uploadId);
    const { storageUrl } = (await file(upload.fileId))?.storage ?? {};
    expect(storageUrl).toBe(deps.storage.urlOf(upload.objectKey));
  });
});

describe('an upload whose hash is offered and that dies half way', () => {
  const shared = async (moment: 'before' | 'after', again: 'create' | 'complete') => {
    const untroubled = await setUp();
    const counting = crashAtCall(untroubled.ports, Number.POSITIVE_INFINITY, moment);
    await createCreateUpload(untroubled.depsOf(counting.ports))(reader, 'key-1', offer);
    for (let n = 1; n <= counting.calls(); n += 1) {
      const world = await setUp();
      const crashing = crashAtCall(world.ports, n, moment);
      const create = createCreateUpload(world.depsOf(crashing.ports));
      await expect(create(reader, 'key-1', offer)).rejects.toThrow(CrashError);
      const [row] = (await world.ports.uploads.list('acme', { limit: 1 })).items;
      const mayComplete = again === 'complete' && row?.strategy === 'deduplicated';
      const upload = mayComplete
        ? await createCompleteUpload(world.deps)(caller, row.uploadId)
        : (await world.create()).upload;
      expect(upload, `crash ${moment} call ${n}`).toMatchObject({ status: 'completed', strategy: 'deduplicated' });
      expect(await world.file(upload.fileId)).toMatchObject({ storage: world.storage, status: 'uploaded' });
      expect(world.ports.lifecycle.started.size).toBe(2);
      expect(await world.references()).toEqual([`${upload.fileId}.1`, `${world.firstId}.1`]);
    }
  };

  it.each(['before', 'after'] as const)('%s any of its calls ends the same when it is created again', (moment) =>
    shared(moment, 'create'),
  );
  it.each(['before', 'after'] as const)('%s any of its calls ends the same when it is completed', (moment) =>
    shared(moment, 'complete'),
  );

  it('refers to nothing once it is aborted, and takes the last object with it', async () => {
    const world = await setUp();
    // Its reference is there, its completion is not: the next call of the uploads table is the one that is lost.
    let saves = 0;
    const real = world.ports.uploads.commit;
    const uploads = {
      ...world.ports.uploads,
      commit: async (change: Parameters<typeof real>[0]) => {
        saves += 1;
        if (saves === 2) throw new CrashError('before the upload is completed');
        return real(change);
      },
    };
    const create = createCreateUpload(world.depsOf({ ...world.ports, uploads }));
    await expect(create(reader, 'key-1', offer)).rejects.toThrow(CrashError);
    expect(await world.references()).toHaveLength(2);
    await world.release(world.firstId);
    const [row] = (await world.ports.uploads.list('acme', { limit: 1 })).items;
    await createAbortUpload(world.deps)(caller, row?.uploadId ?? '');
    expect(await world.references()).toEqual([]);
    expect(world.ports.storage.objects()).toEqual([]);
    await expect(world.create()).resolves.toMatchObject({ upload: { status: 'aborted' }, parts: [] });
  });
});
