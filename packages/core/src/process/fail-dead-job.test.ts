import type { RequestedJob } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { inMemoryRecordStore } from '../history/index.ts';
import { deriveId, fixedClock } from '../runtime/index.ts';
import { inMemoryDeadLetters, VALID_FILE_ID } from '../testing.ts';
import { createFailDeadJob } from './fail-dead-job.ts';
import { inMemoryTaskTokens } from './in-memory-task-tokens.ts';
import type { Job } from './job-record.ts';
import { planJobs } from './plan-jobs.ts';
import { createRecordJobEnd, createRecordPlannedJob } from './record-jobs.ts';

const owner = { tenantId: 'acme', fileId: VALID_FILE_ID, version: 1, run: 1 };
const cause = { correlationId: 'correlation-1', userId: 'user-1', priority: 5 };
const JOB_ID = deriveId(VALID_FILE_ID, '1.1.render_image');
const DETAIL = 'render_image did not succeed, however often it was tried';

async function setUp() {
  const clock = fixedClock();
  const jobs = inMemoryRecordStore<Job>();
  const deadLetters = inMemoryDeadLetters();
  const tokens = inMemoryTaskTokens();
  const [planned] = planJobs({
    ...owner,
    mimeType: 'image/jpeg',
    sizeBytes: 1,
    unparseable: false,
    encrypted: false,
    priority: 5,
    source: { bucket: 'content', key: 'k', version_id: 'v', size_bytes: 1, mime_type: 'image/jpeg' },
    renditionsBucket: 'renditions',
    limits: { max_pixels: 1, max_frames: 1, max_entries: 1 },
  });
  if (planned === undefined) {
    throw new TypeError('a photo has a job');
  }
  await createRecordPlannedJob({ jobs, clock })(owner, planned, cause);
  const message: RequestedJob = {
    message_id: 'm',
    correlation_id: 'correlation-1',
    timestamp: '2026-01-01T00:00:00.000Z',
    source_service: 'process',
    destination_service: 'process',
    message_type: 'job.requested',
    payload: { ...planned, task_token: tokens.issue(), file_id: VALID_FILE_ID, version: 1 },
    metadata: { user_id: 'user-1', tenant_id: 'acme', priority: 5 },
    retry_count: 0,
    max_retries: 3,
  };
  const fail = createFailDeadJob({ jobs, deadLetters, tokens, clock });
  const die = () => fail({ messageId: 'letter-1', queue: 'image-jobs', receives: 4, message });
  const job = async () => (await jobs.load({ tenantId: 'acme', id: JOB_ID }))?.record;
  return { clock, jobs, deadLetters, tokens, message, die, job };
}

describe('a job whose message died', () => {
  it('is kept whole, with its reason', async () => {
    const { die, deadLetters, message } = await setUp();
    await die();
    expect((await deadLetters.list({ limit: 10 })).items).toEqual([
      {
        letterId: 'letter-1',
        queue: 'image-jobs',
        tenantId: 'acme',
        fileId: VALID_FILE_ID,
        task: 'render_image',
        status: 'kept',
        reason: DETAIL,
        body: JSON.stringify(message),
        receives: 4,
        keptAt: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });

  it('is marked as failed, and whoever waits for it hears at once', async () => {
    const { die, job, tokens, message } = await setUp();
    await die();
    expect(await job()).toMatchObject({ status: 'failed', detail: DETAIL });
    expect(tokens.endOf(message.payload.task_token)).toEqual({ outcome: 'failed', error: 'JobDied', cause: DETAIL });
  });

  it('twice dies once', async () => {
    const { die, deadLetters, jobs, clock } = await setUp();
    await die();
    clock.advance(1000);
    await die();
    expect((await deadLetters.list({ limit: 10 })).items).toHaveLength(1);
    const { items } = await jobs.facts({ tenantId: 'acme', id: JOB_ID }, { limit: 10 });
    expect(items.map(({ fact }) => fact.type)).toEqual(['job.created', 'job.failed']);
  });

  it('stays as it ended when it had succeeded after all', async () => {
    const { die, job, jobs, clock, deadLetters } = await setUp();
    await createRecordJobEnd({ jobs, clock })('acme', JOB_ID, { status: 'succeeded', detail: '' }, cause);
    await die();
    expect(await job()).toMatchObject({ status: 'succeeded' });
    expect((await deadLetters.list({ limit: 10 })).items).toHaveLength(1);
  });
});
