import { describe, expect, it } from 'vitest';
import { VALID_FILE_ID as FILE_ID, VALID_UPLOAD_ID as UPLOAD_ID } from '../history/valid-facts.ts';
import { fixedClock } from '../runtime/index.ts';
import { explainLetter } from './explain-letter.ts';
import { inMemoryDeadLetters } from './in-memory-dead-letters.ts';
import { inMemoryRequeue } from './in-memory-requeue.ts';
import { createKeepLetter } from './keep-letter.ts';
import { createRedriveFile } from './redrive-file.ts';
import { createRedriveLetter } from './redrive-letter.ts';
import { CAME_TO, failed, published, setUpFile } from './set-up-files.ts';

const envelope = {
  message_id: 'm',
  correlation_id: 'c',
  timestamp: '2026-01-01T00:00:00.000Z',
  source_service: 'process',
  destination_service: 'catalog',
  message_type: 'file.processed',
  payload: { file_id: FILE_ID },
  metadata: { user_id: 'user-1', tenant_id: 'acme', priority: 5 },
  retry_count: 0,
  max_retries: 3,
};
const job = {
  ...envelope,
  message_type: 'job.requested',
  payload: { ...envelope.payload, task: 'render_image', task_token: 'secret' },
};
const arrival = (key: string) => ({ Records: [{ s3: { object: { key, versionId: 'v' } } }] });
const call = {
  version: '1.0',
  requestContext: {
    functionArn: 'arn:aws:lambda:us-east-1:1:function:sluice-dev-x:$LATEST',
    condition: 'RetriesExhausted',
  },
  requestPayload: { secret: 'of a tenant' },
};

const explain = (body: unknown) => explainLetter({ queue: 'arrivals', maxReceives: 5, body: JSON.stringify(body) });
const UNHANDLED = 'arrivals: not handled in 5 receives';

describe('what is told of a dead letter', () => {
  it.each([
    ['a job', job, { reason: UNHANDLED, tenantId: 'acme', fileId: FILE_ID, task: 'render_image' }],
    ['a fact', envelope, { reason: `${UNHANDLED}: file.processed`, tenantId: 'acme', fileId: FILE_ID }],
    [
      'a fact from the bus',
      { detail: envelope },
      { reason: `${UNHANDLED}: file.processed`, tenantId: 'acme', fileId: FILE_ID },
    ],
    ['an arrival', arrival(`t/acme/${UPLOAD_ID}`), { reason: UNHANDLED, tenantId: 'acme', uploadId: UPLOAD_ID }],
    [
      'an arrival of which S3 wrote the key in its way',
      arrival(`t%2Facme%2F${UPLOAD_ID}`),
      { reason: UNHANDLED, tenantId: 'acme', uploadId: UPLOAD_ID },
    ],
    ['an arrival of no upload', arrival('%zz/other'), { reason: UNHANDLED }],
    ['a call that failed', call, { reason: 'sluice-dev-x gave up a call: RetriesExhausted' }],
    [
      'records of a stream',
      { ...call, DDBStreamBatchInfo: { batchSize: 7 } },
      { reason: 'sluice-dev-x gave up 7 records: RetriesExhausted' },
    ],
    ['something else', { a: 1 }, { reason: UNHANDLED }],
  ])('is, of %s, its reason and its ids', (_, body, explanation) => {
    expect(explain(body)).toEqual(explanation);
  });

  it('is that it never arrived, where nothing received it', () => {
    expect(explainLetter({ queue: 'missed-calls', body: '{}' })).toEqual({
      reason: 'missed-calls: could not be delivered',
    });
  });

  it('is that it can not be read, where it can not', () => {
    expect(explainLetter({ queue: 'arrivals', maxReceives: 5, body: '{' })).toEqual({
      reason: `${UNHANDLED}: it is no JSON`,
    });
  });
});

async function setUp(...facts: Parameters<typeof setUpFile>[0] & object) {
  const world = await setUpFile(facts);
  const deadLetters = inMemoryDeadLetters();
  const requeue = inMemoryRequeue('arrivals');
  const redrive = createRedriveLetter({
    deadLetters,
    requeue,
    redriveFile: createRedriveFile(world.deps),
    clock: world.clock,
  });
  const keep = (body: unknown, queue = 'arrivals') =>
    createKeepLetter({ deadLetters, clock: fixedClock() })({
      messageId: 'letter-1',
      queue,
      receives: 6,
      maxReceives: 5,
      body: JSON.stringify(body),
    });
  return {
    ...world,
    deadLetters,
    requeue,
    keep,
    redrive: () => redrive({ letterId: 'letter-1', userId: 'olga', correlationId: 'c' }),
    letter: () => deadLetters.get('letter-1'),
  };
}

describe('a message that nothing could handle', () => {
  it('is kept whole, with what can be told of it', async () => {
    const { keep, letter } = await setUp();
    await keep(arrival(`t/acme/${UPLOAD_ID}`));
    expect(await letter()).toEqual({
      letterId: 'letter-1',
      queue: 'arrivals',
      tenantId: 'acme',
      uploadId: UPLOAD_ID,
      reason: UNHANDLED,
      body: JSON.stringify(arrival(`t/acme/${UPLOAD_ID}`)),
      receives: 6,
      keptAt: '2026-01-01T00:00:00.000Z',
      status: 'kept',
    });
  });
});

describe('redriving a letter', () => {
  it('sends it back to its queue, once', async () => {
    const { keep, redrive, requeue, letter } = await setUp();
    await keep(arrival(`t/acme/${UPLOAD_ID}`));
    expect([await redrive(), await redrive()]).toEqual(['sent_back', 'already_redriven']);
    expect(requeue.sent).toEqual([{ queue: 'arrivals', body: JSON.stringify(arrival(`t/acme/${UPLOAD_ID}`)) }]);
    expect(await letter()).toMatchObject({ status: 'redriven', redrivenAt: expect.any(String) });
  });

  it('of a job takes up its file: the token is dead', async () => {
    const { keep, redrive, requeue, file, executions } = await setUp(...CAME_TO.processing, failed);
    await keep(job);
    expect(await redrive()).toBe('file_redriven');
    expect(requeue.sent).toEqual([]);
    expect(await file()).toMatchObject({ status: 'uploaded', run: 2 });
    expect(executions.running()).toContain(`${FILE_ID}.1.2`);
  });

  it.each([
    ['was published after all', [...CAME_TO.publishing, published]],
    ['goes on', [...CAME_TO.processing]],
  ])('of a job whose file %s does nothing', async (_, facts) => {
    const { keep, redrive, file } = await setUp(...facts);
    const before = await file();
    await keep(job);
    expect(await redrive()).toBe('not_needed');
    expect(await file()).toEqual(before);
  });

  it('of a job whose file is gone does nothing', async () => {
    const { keep, redrive } = await setUp();
    await keep({ ...job, metadata: { ...job.metadata, tenant_id: 'globex' } });
    expect(await redrive()).toBe('not_needed');
  });

  it('of what comes again by itself only ticks it off', async () => {
    const { keep, redrive, letter } = await setUp();
    await keep(call, 'missed-calls');
    expect(await redrive()).toBe('not_needed');
    expect(await letter()).toMatchObject({ status: 'redriven' });
  });

  it('leaves it kept when it could not be done', async () => {
    const world = await setUp();
    await world.keep(arrival('x'));
    const requeue = { send: () => Promise.reject(new Error('down')) };
    const redrive = createRedriveLetter({ ...world, redriveFile: createRedriveFile(world.deps), requeue });
    await expect(redrive({ letterId: 'letter-1', userId: 'olga', correlationId: 'c' })).rejects.toThrow('down');
    expect(await world.letter()).toMatchObject({ status: 'kept' });
  });

  it('knows only letters that were kept', async () => {
    const { redrive } = await setUp();
    await expect(redrive()).rejects.toMatchObject({ code: 'not_found' });
  });
});
