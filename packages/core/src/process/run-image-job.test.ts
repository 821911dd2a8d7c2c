import type { RequestedJob } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import type { RenderedImage } from './image-renderer.ts';
import { retryDelaySeconds } from './retry-delay.ts';
import { createRunImageJob } from './run-image-job.ts';
import type { TokenAnswer } from './task-tokens.ts';

const message: RequestedJob = {
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
    file_id: '019a0000-0000-7000-8000-000000000001',
    version: 1,
    task: 'render_image',
    task_token: 'token',
    source: { bucket: 'content', key: 'k', version_id: 'v', size_bytes: 3 },
    destination: { bucket: 'renditions', prefix: 'r/acme/f/1.1/' },
    parameters: {
      max_pixels: 100,
      renditions: [{ name: 'thumbnail', format: 'jpeg', width: 320, height: 320, fit: 'cover', quality: 80 }],
    },
    callback_url: null,
    priority: 5,
    max_retries: 3,
  },
};
const picture: RenderedImage = {
  outcome: 'rendered',
  placeholder: 'hash',
  width: 4,
  height: 3,
  renditions: [{ name: 'thumbnail', mimeType: 'image/jpeg', width: 4, height: 3, bytes: new Uint8Array(7) }],
};

function worker({ image = picture, token = 'accepted' as TokenAnswer } = {}) {
  const done: string[] = [];
  const answers: unknown[] = [];
  const run = createRunImageJob({
    source: {
      fetch: async ({ key, versionId }) => {
        done.push(`fetch ${key}@${versionId}`);
        return new Uint8Array(3);
      },
    },
    renderer: { render: async () => image },
    renditions: {
      put: async ({ bucket, key }, bytes) => {
        done.push(`put ${bucket}/${key} ${bytes.length}`);
      },
      get: async () => undefined,
      removeAll: async () => {},
    },
    tokens: {
      succeed: async (_, output) => {
        answers.push(output);
        return token;
      },
      fail: async () => token,
      heartbeat: async () => token,
    },
  });
  return { run, done, answers };
}

describe('the image worker', () => {
  it('reads the pinned version, writes under fixed keys and answers small facts', async () => {
    const { run, done, answers } = worker();
    expect(await run(message, 1)).toBe('answered');
    expect(done).toEqual(['fetch k@v', 'put renditions/r/acme/f/1.1/thumbnail 7']);
    expect(answers).toEqual([
      {
        job_id: message.payload.job_id,
        outcome: 'succeeded',
        detail: '',
        findings: { placeholder: { value: 'hash', confidence: 1, source: 'process' } },
        renditions: [
          {
            name: 'thumbnail',
            mime_type: 'image/jpeg',
            size_bytes: 7,
            width: 4,
            height: 3,
            storage_url: 's3://renditions/r/acme/f/1.1/thumbnail',
          },
        ],
      },
    ]);
  });

  it('answers bad content instead of failing', async () => {
    const { run, answers } = worker({ image: { outcome: 'unparseable', detail: 'it ends in the middle' } });
    expect(await run(message, 1)).toBe('answered');
    expect(answers).toMatchObject([
      {
        outcome: 'unparseable',
        detail: 'it ends in the middle',
        renditions: [],
        findings: { unparseable: { value: 'it ends in the middle', source: 'process' } },
      },
    ]);
  });

  it('does no work for a redelivered job nobody waits for', async () => {
    const { run, done } = worker({ token: 'stale' });
    expect(await run(message, 2)).toBe('stale');
    expect(done).toEqual([]);
  });

  it('drops the answer of a job that was given up meanwhile', async () => {
    expect(await worker({ token: 'stale' }).run(message, 1)).toBe('stale');
  });

  it('refuses another worker’s task, and parameters that do not fit', async () => {
    const { run } = worker();
    await expect(run({ ...message, payload: { ...message.payload, task: 'ocr' } }, 1)).rejects.toThrow(
      expect.objectContaining({ name: 'UnknownTask' }),
    );
    await expect(run({ ...message, payload: { ...message.payload, parameters: {} } }, 1)).rejects.toThrow();
  });

  it('waits 1, 2, then no seconds before the dead letters', () => {
    expect([1, 2, 3, 4].map((receives) => retryDelaySeconds(receives, 3))).toEqual([1, 2, 0, 0]);
  });
});
