import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, inMemoryTenantPolicies } from '../access/index.ts';
import {
  createAppendFacts,
  createChangeRecord,
  type FileRecord,
  inMemoryRecordStore,
  readAllFacts,
  rebuildFile,
} from '../history/index.ts';
import { createRecordPlannedJob, type Job, type JobResult, planJobs, type RenditionStorage } from '../process/index.ts';
import { deriveId, fixedClock } from '../runtime/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import { createCompensateFile } from './compensate-file.ts';
import { createPublishFile } from './publish-file.ts';

const FILE_ID = '019a0000-0000-7000-8000-000000000001';
const input: LifecycleInput = {
  tenantId: 'acme',
  fileId: FILE_ID,
  version: 1,
  run: 1,
  correlationId: '5f0c6d8e-0000-4000-8000-000000000001',
  userId: 'user-1',
  priority: 5,
};
const key = { tenantId: 'acme', id: FILE_ID };
const JOB_ID = deriveId(FILE_ID, '1.1.render_image');
const rendered: JobResult = {
  job_id: JOB_ID,
  outcome: 'succeeded',
  detail: '',
  placeholder: 'aGFzaA==',
  renditions: [
    { name: 'thumbnail', mime_type: 'image/jpeg', size_bytes: 10, width: 320, height: 240, storage_url: 's3://r/t' },
  ],
};
const broken: JobResult = {
  ...rendered,
  outcome: 'unparseable',
  detail: 'it ends in the middle',
  renditions: [],
  placeholder: '',
};

async function inspectedFile(soft = DEFAULT_POLICY.soft) {
  const clock = fixedClock();
  const history = inMemoryRecordStore<FileRecord>();
  const jobs = inMemoryRecordStore<Job>();
  const removed: string[] = [];
  const renditions: RenditionStorage = {
    put: async () => {},
    removeAll: async ({ prefix }) => {
      removed.push(prefix);
    },
  };
  const append = createAppendFacts(createChangeRecord({ store: history, clock }));
  await append({
    key,
    dedupeKey: 'uploaded#1',
    cause: input,
    decide: () => [
      {
        type: 'file.uploaded',
        payload: {
          schema_version: 1,
          file_id: FILE_ID,
          version: 1,
          upload_id: '019a0000-0000-7000-8000-000000000002',
          filename: 'a.jpg',
          mime_type: 'image/jpeg',
          size_bytes: 3,
          owner_id: 'user-1',
          storage_url: 's3://content/t/acme/x',
          version_id: 'v1',
          metadata: {},
          tags: [],
          priority: 5,
        },
      },
      {
        type: 'file.inspected',
        payload: {
          schema_version: 1,
          file_id: FILE_ID,
          version: 1,
          run: 1,
          verdict: 'accepted',
          kind: 'image',
          mime_type: 'image/jpeg',
          size_bytes: 3,
          sha256: 'a'.repeat(64),
          findings: {},
        },
      },
    ],
  });
  const [job] = planJobs({
    ...input,
    mimeType: 'image/jpeg',
    sizeBytes: 3,
    unparseable: false,
    source: { bucket: 'content', key: 't/acme/x', version_id: 'v1', size_bytes: 3 },
    renditionsBucket: 'renditions',
    maxPixels: 100,
  });
  if (job === undefined) throw new TypeError('a jpeg has a job');
  await createRecordPlannedJob({ jobs, clock })(input, job, input);
  const policies = inMemoryTenantPolicies({ acme: { soft } });
  return {
    publish: createPublishFile({ append, jobs, policies, clock }),
    compensate: createCompensateFile({ append, renditions, renditionsBucket: 'renditions' }),
    removed,
    file: async () => (await history.load(key))?.record,
    job: async () => (await jobs.load({ tenantId: 'acme', id: JOB_ID }))?.record,
    facts: async () => (await readAllFacts(history, key)).map(({ fact }) => fact.type),
    rebuilt: async () => rebuildFile(key, await readAllFacts(history, key)),
  };
}

describe('settling a run', () => {
  it('publishes the file with its renditions and ends its jobs', async () => {
    const world = await inspectedFile();
    expect(await world.publish(input, [rendered])).toBe('published');
    expect(await world.file()).toMatchObject({
      status: 'published',
      partial: false,
      renditions: [{ name: 'thumbnail', width: 320, jobId: JOB_ID }],
      findings: { placeholder: { value: 'aGFzaA==' } },
    });
    expect(await world.job()).toMatchObject({ status: 'succeeded' });
    expect(await world.facts()).toEqual([
      'file.uploaded',
      'file.inspected',
      'rendition.created',
      'file.processed',
      'file.published',
    ]);
  });

  it('changes nothing when it is asked to publish twice', async () => {
    const world = await inspectedFile();
    await world.publish(input, [rendered]);
    const before = await world.facts();
    expect(await world.publish(input, [rendered])).toBe('published');
    expect(await world.facts()).toEqual(before);
  });

  it('keeps a snapshot equal to its facts', async () => {
    const world = await inspectedFile();
    await world.publish(input, [rendered]);
    expect(await world.rebuilt()).toEqual(await world.file());
  });

  it('publishes what broke in its worker as partial, with the finding', async () => {
    const world = await inspectedFile();
    expect(await world.publish(input, [broken])).toBe('published');
    expect(await world.file()).toMatchObject({
      partial: true,
      findings: { unparseable: { value: 'it ends in the middle' } },
    });
    expect(await world.job()).toMatchObject({ status: 'failed', detail: 'it ends in the middle' });
  });

  it('rejects what broke in its worker where the tenant wants it so', async () => {
    const world = await inspectedFile({ ...DEFAULT_POLICY.soft, unparseable: 'reject' });
    expect(await world.publish(input, [broken])).toBe('rejected');
    expect(await world.file()).toMatchObject({
      status: 'rejected',
      reason: 'unparseable',
      detail: 'it ends in the middle',
    });
  });

  it('rejects with the reason and removes what the run made', async () => {
    const world = await inspectedFile();
    const ending = {
      outcome: 'rejected',
      reason: 'infected',
      detail: 'the content matches Eicar-Test-Signature',
    } as const;
    expect(await world.compensate(input, ending)).toEqual({ code: 'infected', cause: ending.detail });
    expect(world.removed).toEqual([`r/acme/${FILE_ID}/1.1/`]);
    expect(await world.file()).toMatchObject({ status: 'rejected', reason: 'infected' });
  });

  it.each([
    [
      'JobDied',
      'render_image did not succeed, however often it was tried',
      'processing_failed',
      'render_image did not succeed, however often it was tried',
    ],
    ['States.Timeout', undefined, 'timed_out', 'States.Timeout while the file was processing'],
    ['TypeError', '{}', 'processing_failed', 'TypeError while the file was processing'],
  ])('fails %s with a reason of ours', async (error, cause, reason, detail) => {
    const world = await inspectedFile();
    expect(await world.compensate(input, { outcome: 'failed', error, cause })).toEqual({ code: reason, cause: detail });
    expect(await world.file()).toMatchObject({ status: 'failed', reason, detail, renditions: [] });
  });

  it('leaves a published file alone when the answer of its publication got lost', async () => {
    const world = await inspectedFile();
    await world.publish(input, [rendered]);
    expect(await world.compensate(input, { outcome: 'failed', error: 'States.Timeout' })).toMatchObject({
      code: 'already_published',
    });
    expect(world.removed).toEqual([]);
    expect(await world.file()).toMatchObject({ status: 'published' });
  });

  it('does not publish what was rejected before', async () => {
    const world = await inspectedFile();
    await world.compensate(input, { outcome: 'rejected', reason: 'infected', detail: 'x' });
    expect(await world.publish(input, [rendered])).toBe('rejected');
    expect((await world.facts()).filter((type) => type === 'file.published')).toEqual([]);
  });
});
