import { type RequestedJob, readDocument } from '@sluice/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { VALID_FILE_ID } from '../testing.ts';
import { inMemoryJobSource } from './in-memory-job-source.ts';
import { inMemoryRenditionStorage } from './in-memory-rendition-storage.ts';
import { inMemoryTaskTokens } from './in-memory-task-tokens.ts';
import { offerTask } from './offer-task.ts';
import { retryDelaySeconds } from './retry-delay.ts';
import { createRunJob } from './run-job.ts';
import type { TaskAnswer, TaskInput } from './task-runner.ts';

const found: TaskAnswer = {
  outcome: 'succeeded',
  findings: { seen: { value: true, confidence: 1, source: 'process' } },
};
const delivery = { receiveCount: 1, signal: new AbortController().signal };

describe('a worker', () => {
  const contents = inMemoryJobSource();
  let renditions: ReturnType<typeof inMemoryRenditionStorage>;
  let tokens: ReturnType<typeof inMemoryTaskTokens>;
  let given: TaskInput<{ preview_pages: number }>[];
  let act: (input: TaskInput<{ preview_pages: number }>) => Promise<TaskAnswer>;
  beforeEach(() => {
    contents.add({ bucket: 'content', key: 'k', versionId: 'v' }, new Uint8Array([1, 2, 3]));
    renditions = inMemoryRenditionStorage();
    tokens = inMemoryTaskTokens();
    given = [];
    act = async () => found;
  });
  const run = (message: RequestedJob, more: Partial<typeof delivery> = {}) =>
    createRunJob({
      worker: 'document',
      tasks: [
        offerTask(readDocument, async (input) => {
          given.push(input);
          return act(input);
        }),
      ],
      source: contents,
      ...{ renditions, tokens },
    })(message, { ...delivery, ...more });
  const requested = (payload: Partial<RequestedJob['payload']> = {}): RequestedJob => ({
    message_id: 'm',
    correlation_id: 'c',
    timestamp: '2026-01-01T00:00:00.000Z',
    source_service: 'pipeline',
    destination_service: 'process',
    message_type: 'job.requested',
    metadata: { user_id: 'u', tenant_id: 'acme', priority: 5 },
    retry_count: 0,
    max_retries: 3,
    payload: {
      job_id: '019a0000-0000-7000-8000-000000000003',
      file_id: VALID_FILE_ID,
      version: 1,
      task: 'read_document',
      task_token: tokens.issue(),
      source: { bucket: 'content', key: 'k', version_id: 'v', size_bytes: 3, mime_type: 'text/plain' },
      destination: { bucket: 'renditions', prefix: 'r/acme/f/1.1/' },
      parameters: {},
      limits: { max_pixels: 7, max_frames: 8, max_entries: 9 },
      callback_url: null,
      priority: 5,
      max_retries: 3,
      ...payload,
    },
  });

  it('hands its runner the pinned content, what inspection found, the parameters with their defaults, and the ceilings', async () => {
    await run(requested({ parameters: { preview_pages: 1 } }));
    expect(given).toMatchObject([
      {
        mimeType: 'text/plain',
        parameters: { preview_pages: 1, recognized_pages: 10 },
        limits: { maxPixels: 7, maxFrames: 8, maxEntries: 9 },
      },
    ]);
    const [input] = given;
    expect(input && [...(await input.source.read(0, 9))]).toEqual([1, 2, 3]);
  });

  it('writes under fixed keys and answers small facts', async () => {
    act = async ({ put }) => {
      await put('page_1', 'image/webp', new Uint8Array(7), { width: 4, height: 3 });
      await put('text', 'text/plain', new Uint8Array(2));
      return found;
    };
    const message = requested();
    expect(await run(message)).toBe('answered');
    expect([...renditions.objects.keys()]).toEqual([
      's3://renditions/r/acme/f/1.1/page_1',
      's3://renditions/r/acme/f/1.1/text',
    ]);
    expect(tokens.endOf(message.payload.task_token)).toEqual({
      outcome: 'succeeded',
      output: {
        job_id: message.payload.job_id,
        outcome: 'succeeded',
        detail: '',
        renditions: [
          {
            ...{ name: 'page_1', mime_type: 'image/webp', size_bytes: 7, width: 4, height: 3 },
            storage_url: 's3://renditions/r/acme/f/1.1/page_1',
          },
          { name: 'text', mime_type: 'text/plain', size_bytes: 2, storage_url: 's3://renditions/r/acme/f/1.1/text' },
        ],
        findings: { seen: { value: true, confidence: 1, source: 'process' } },
      },
    });
  });

  it('answers bad content instead of failing, and none of what was made before it showed', async () => {
    act = async ({ put }) => {
      await put('page_1', 'image/webp', new Uint8Array(7));
      return { outcome: 'unparseable', detail: 'it ends in the middle' };
    };
    const message = requested();
    expect(await run(message)).toBe('answered');
    expect(tokens.endOf(message.payload.task_token)).toMatchObject({
      output: {
        outcome: 'unparseable',
        detail: 'it ends in the middle',
        renditions: [],
        findings: { unparseable: { value: 'it ends in the middle', source: 'process' } },
      },
    });
  });

  it('does no work for a redelivered job nobody waits for', async () => {
    expect(await run(requested({ task_token: 'gone' }), { receiveCount: 2 })).toBe('stale');
    expect(given).toEqual([]);
  });

  it('drops the answer of a job that was given up meanwhile', async () => {
    expect(await run(requested({ task_token: 'gone' }))).toBe('stale');
    expect(given).toHaveLength(1);
  });

  it('fails, to be asked again, when its runner does: nobody is answered', async () => {
    act = async () => {
      throw new Error('S3 is away');
    };
    const message = requested();
    await expect(run(message)).rejects.toThrow('S3 is away');
    expect(tokens.endOf(message.payload.task_token)).toBeUndefined();
  });

  it.each(['render_image', 'toString', 'no_such_task'])(
    'refuses %s, which is another worker’s or nobody’s',
    async (task) => {
      await expect(run(requested({ task }))).rejects.toThrow(
        expect.objectContaining({
          name: 'UnknownTask',
          message: `the document worker runs read_document, not ${task}`,
        }),
      );
    },
  );

  it.each([
    ['a value that does not fit', { parameters: { preview_pages: -1 } }, /preview_pages/],
    ['a parameter nobody knows', { parameters: { no_such: 1 } }, /no_such/],
    [
      'a type that the task does not take',
      { source: { bucket: 'content', key: 'k', version_id: 'v', size_bytes: 3, mime_type: 'video/mp4' } },
      /read_document does not take video\/mp4/,
    ],
  ])('answers %s at once: it would not fit better the next time', async (_, payload, detail) => {
    const message = requested(payload);
    expect(await run(message)).toBe('answered');
    const output = { outcome: 'unsupported', detail: expect.stringMatching(detail) };
    expect(tokens.endOf(message.payload.task_token)).toMatchObject({ output });
    expect(given).toEqual([]);
  });

  it('hands its runner further contents, in their order, and what they are called', async () => {
    contents.add({ bucket: 'content', key: 'k2', versionId: 'v2' }, new Uint8Array([4, 5]));
    const second = { bucket: 'content', key: 'k2', version_id: 'v2', size_bytes: 2, mime_type: 'text/csv' };
    await run(requested({ more_sources: [{ ...second, filename: 'b.csv' }] }));
    expect(given).toMatchObject([{ more: [{ mimeType: 'text/csv', filename: 'b.csv' }] }]);
    expect([...((await given[0]?.more[0]?.source.read(0, 9)) ?? [])]).toEqual([4, 5]);
  });

  it('calls what an asked job makes, and why it could not, by the name of the job', async () => {
    const destination = { bucket: 'renditions', prefix: 'r/acme/f/1.1/', name: 'reading' };
    act = async ({ put }) => {
      await put('page_1', 'image/webp', new Uint8Array(7));
      return found;
    };
    const good = requested({ destination });
    await run(good);
    expect(tokens.endOf(good.payload.task_token)).toMatchObject({
      output: { renditions: [{ name: 'reading_page_1' }] },
    });
    act = async () => ({ outcome: 'unparseable', detail: 'it ends in the middle' });
    const bad = requested({ destination });
    await run(bad);
    const value = { outcome: 'unparseable', detail: 'it ends in the middle' };
    expect(tokens.endOf(bad.payload.task_token)).toMatchObject({ output: { findings: { reading: { value } } } });
  });
});

describe('the delay of a retry', () => {
  it('is 1, 2, then no seconds before the dead letters', () => {
    expect([1, 2, 3, 4].map((receives) => retryDelaySeconds(receives, 3))).toEqual([1, 2, 0, 0]);
  });
});
