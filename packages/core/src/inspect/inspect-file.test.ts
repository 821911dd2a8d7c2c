import { describe, expect, it } from 'vitest';
import { inMemoryTenantPolicies } from '../access/index.ts';
import { createAppendFacts, createChangeRecord, type FileRecord, inMemoryRecordStore } from '../history/index.ts';
import type { Job } from '../process/index.ts';
import { fixedClock } from '../runtime/index.ts';
import { fileUploaded, inMemoryContents, VALID_FILE_ID, VALID_UPLOAD_ID } from '../testing.ts';
import type { FileFacts } from './file-facts.ts';
import { inMemoryContentStore } from './in-memory-content-store.ts';
import { createInspectFile } from './inspect-file.ts';

const photo: FileFacts = {
  sizeBytes: 1000,
  sha256: 'a'.repeat(64),
  kind: 'image',
  mimeType: 'image/jpeg',
  image: { width: 400, height: 300, frames: 1, hasAlpha: false, orientation: 1 },
};
const input = {
  tenantId: 'acme',
  fileId: VALID_FILE_ID,
  version: 1,
  run: 1,
  correlationId: 'correlation-1',
  userId: 'user-1',
  priority: 8,
};
const key = { tenantId: 'acme', id: VALID_FILE_ID };

async function setUp(seen: FileFacts = photo, policy = {}, declared = 'image/jpeg') {
  const clock = fixedClock();
  const history = inMemoryRecordStore<FileRecord>();
  const jobs = inMemoryRecordStore<Job>();
  const contents = inMemoryContentStore();
  const uploaded = fileUploaded({ mime_type: declared });
  contents.add(
    { storageUrl: uploaded.payload.storage_url, versionId: uploaded.payload.version_id },
    new Uint8Array(1000),
  );
  const append = createAppendFacts(createChangeRecord({ store: history, clock }));
  await append({ key, dedupeKey: 'uploaded#1', cause: input, decide: () => [uploaded] });
  const looks: unknown[] = [];
  const inspect = createInspectFile({
    history,
    append,
    jobs,
    contents,
    registry: inMemoryContents(),
    inspect: async (source, limits) => {
      looks.push([source.sizeBytes, limits.maxPixels]);
      return seen;
    },
    policies: inMemoryTenantPolicies({ acme: policy }),
    renditionsBucket: 'renditions',
    clock,
  });
  const types = async () => (await history.facts(key, { limit: 10 })).items.map(({ fact }) => fact.type);
  return { history, jobs, inspect, looks, types, append };
}

describe('inspecting a file', () => {
  it('says of a good picture what it is, and plans one job for all that is made of it', async () => {
    const { inspect, jobs, looks } = await setUp();
    const { verdict, jobs: planned } = await inspect(input);
    expect(verdict.verdict).toBe('accepted');
    expect(planned).toMatchObject([
      {
        task: 'render_image',
        priority: 8,
        source: {
          bucket: 'content',
          key: `t/acme/${VALID_UPLOAD_ID}`,
          version_id: 'version-1',
          size_bytes: 1000,
          mime_type: 'image/jpeg',
        },
        destination: { bucket: 'renditions', prefix: `r/acme/${VALID_FILE_ID}/1.1/` },
      },
    ]);
    const id = planned[0]?.job_id ?? '';
    expect((await jobs.load({ tenantId: 'acme', id }))?.record).toMatchObject({ jobId: id, status: 'queued', run: 1 });
    expect(looks).toEqual([[1000, 100_000_000]]);
  });

  it('writes down what it saw', async () => {
    const { inspect, history } = await setUp();
    await inspect(input);
    expect((await history.load(key))?.record).toMatchObject({
      status: 'processing',
      kind: 'image',
      sha256: photo.sha256,
      findings: { image: { value: photo.image } },
    });
  });

  it('plans nothing for what is rejected, and says why', async () => {
    const { inspect, jobs, history } = await setUp({ ...photo, malware: 'Eicar-Test-Signature' });
    expect(await inspect(input)).toMatchObject({ verdict: { verdict: 'rejected', reason: 'infected' }, jobs: [] });
    expect((await jobs.list('acme', { limit: 10 })).items).toEqual([]);
    expect((await history.load(key))?.record.status).toBe('inspecting');
  });

  it.each<[string, FileFacts]>([
    ['a sound', { ...photo, kind: 'audio', mimeType: 'audio/wav' }],
    ['what only a password opens', { ...photo, kind: 'document', mimeType: 'application/pdf', encrypted: true }],
    ['a picture that breaks its own format', { ...photo, unparseable: 'it ends in the middle' }],
    ['a picture larger than a worker holds', { ...photo, sizeBytes: 200 * 1024 ** 2 + 1 }],
  ])('plans nothing for %s', async (_, seen) => {
    const { inspect } = await setUp(seen, {
      maxFileBytes: 1e12,
      soft: { type_mismatch: 'publish', unparseable: 'publish' },
    });
    expect((await inspect(input)).jobs).toEqual([]);
  });

  it('plans to have a document read', async () => {
    const pdf = { ...photo, kind: 'document', mimeType: 'application/pdf' } as const;
    const { inspect } = await setUp(pdf, {}, 'application/pdf');
    expect((await inspect(input)).jobs).toMatchObject([
      { task: 'read_document', source: { mime_type: 'application/pdf' }, parameters: { preview_pages: 3 } },
    ]);
  });

  it('twice leaves the same as once', async () => {
    const { inspect, types, jobs } = await setUp();
    expect(await inspect(input)).toEqual(await inspect(input));
    expect(await types()).toEqual(['file.uploaded', 'file.inspected']);
    expect((await jobs.list('acme', { limit: 10 })).items).toHaveLength(1);
  });

  it('of another run looks again, and plans jobs of its own', async () => {
    const { inspect, types } = await setUp();
    const [first, second] = [await inspect(input), await inspect({ ...input, run: 2 })];
    expect(second.jobs[0]?.job_id).not.toBe(first.jobs[0]?.job_id);
    expect(await types()).toEqual(['file.uploaded', 'file.inspected', 'file.inspected']);
  });

  it('of a run that another has taken the place of counts no more', async () => {
    const { inspect, types } = await setUp();
    await inspect({ ...input, run: 2 });
    await expect(inspect(input)).rejects.toMatchObject({ name: 'RunSuperseded' });
    expect(await types()).toEqual(['file.uploaded', 'file.inspected']);
  });

  it('of a file that is not there is an error', async () => {
    const { inspect } = await setUp();
    await expect(inspect({ ...input, tenantId: 'other' })).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

describe('a content that is larger than its owner declared', () => {
  it('is refused, and is refused again by the next run, which knows its real size', async () => {
    const { inspect, append, history } = await setUp({ ...photo, sizeBytes: 1001 });
    expect((await inspect(input)).verdict).toMatchObject({ verdict: 'rejected', reason: 'too_large' });
    expect((await history.load(key))?.record.sizeBytes).toBe(1001);
    const payload = {
      schema_version: 1,
      file_id: VALID_FILE_ID,
      version: 1,
      run: 2,
      stage: 'inspect',
      detail: '',
    } as const;
    await append({ key, dedupeKey: 'resumed', cause: input, decide: () => [{ type: 'file.resumed', payload }] });
    expect((await inspect({ ...input, run: 2 })).verdict).toMatchObject({
      reason: 'too_large',
      detail: '1001 bytes are stored, 1000 were declared',
    });
  });
});
