import type { RequestedJob } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import { DEFAULT_DOCUMENT_LIMITS, type ReadDocument } from './document-reader.ts';
import { inMemoryJobSource } from './in-memory-job-source.ts';
import { inMemoryRenditionStorage } from './in-memory-rendition-storage.ts';
import { inMemoryTaskTokens } from './in-memory-task-tokens.ts';
import { planJobs } from './plan-jobs.ts';
import { createRunDocumentJob } from './run-document-job.ts';

const FILE_ID = sequentialIds(fixedClock())();
const source = { bucket: 'content', key: 't/acme/x', version_id: 'v1', size_bytes: 3 };
const read: ReadDocument = {
  outcome: 'read',
  pages: [
    { text: 'first\fpage', confidence: 1 },
    { text: 'second page', confidence: 0.8 },
  ],
  truncated: true,
  facts: { pages: 7, title: 'Report', changes: { inserted: 1, deleted: 2 } },
  previews: [{ name: 'page_1', mimeType: 'image/webp', width: 3, height: 4, bytes: new Uint8Array(5) }],
};

function worker(document: ReadDocument = read) {
  const [job] = planJobs({
    tenantId: 'acme',
    fileId: FILE_ID,
    version: 1,
    run: 1,
    mimeType: 'application/pdf',
    sizeBytes: 3,
    unparseable: false,
    encrypted: false,
    priority: 5,
    source,
    renditionsBucket: 'renditions',
    maxPixels: 1,
  });
  if (job === undefined) throw new TypeError('a pdf has a job');
  const contents = inMemoryJobSource();
  contents.add({ bucket: 'content', key: 't/acme/x', versionId: 'v1' }, new Uint8Array(3));
  const renditions = inMemoryRenditionStorage();
  const tokens = inMemoryTaskTokens();
  const asked: unknown[] = [];
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
    payload: { ...job, task_token: tokens.issue(), file_id: FILE_ID, version: 1 },
  };
  const run = createRunDocumentJob({
    source: contents,
    reader: {
      read: async (content, mimeType, limits) => {
        asked.push([content.length, mimeType, limits]);
        return document;
      },
    },
    renditions,
    tokens,
  });
  const answer = () => tokens.endOf(message.payload.task_token);
  return { run, message, renditions, tokens, asked, answer };
}

describe('the document worker', () => {
  it('stores the text, pages apart by a form feed, and the looks of the pages', async () => {
    const { run, message, renditions, asked } = worker();
    expect(await run(message, 1)).toBe('answered');
    expect(asked).toEqual([[3, 'application/pdf', DEFAULT_DOCUMENT_LIMITS]]);
    const text = renditions.objects.get(`s3://renditions/r/acme/${FILE_ID}/1.1/text`);
    expect(new TextDecoder().decode(text?.bytes)).toBe('first\npage\fsecond page');
    expect(renditions.objects.get(`s3://renditions/r/acme/${FILE_ID}/1.1/page_1`)?.mimeType).toBe('image/webp');
  });

  it('answers small facts, as sure as the least sure page', async () => {
    const { run, message, answer } = worker();
    await run(message, 1);
    expect(answer()).toMatchObject({
      output: {
        outcome: 'succeeded',
        renditions: [
          { name: 'text', mime_type: 'text/plain' },
          { name: 'page_1', width: 3, height: 4 },
        ],
        findings: {
          document: {
            value: { pages: 7, title: 'Report', changes: { inserted: 1, deleted: 2 }, truncated: true },
            confidence: 0.8,
          },
        },
      },
    });
    expect(JSON.stringify(answer())).not.toContain('second page');
  });

  it('stores no text where there are no words', async () => {
    const { run, message, renditions } = worker({ ...read, pages: [{ text: ' \n', confidence: 1 }] });
    await run(message, 1);
    expect([...renditions.objects.keys()].filter((url) => url.endsWith('/text'))).toEqual([]);
  });

  it('answers bad content instead of failing', async () => {
    const { run, message, answer } = worker({ outcome: 'expansion_too_high', detail: '400 MB inside' });
    expect(await run(message, 1)).toBe('answered');
    expect(answer()).toMatchObject({ output: { outcome: 'expansion_too_high', detail: '400 MB inside' } });
  });

  it('does no work for a redelivered job nobody waits for', async () => {
    const { run, message, asked } = worker();
    const nobodys = { ...message, payload: { ...message.payload, task_token: 'gone' } };
    expect(await run(nobodys, 2)).toBe('stale');
    expect(asked).toEqual([]);
  });

  it('refuses another worker’s task', async () => {
    const { run, message } = worker();
    await expect(run({ ...message, payload: { ...message.payload, task: 'render_image' } }, 1)).rejects.toThrow(
      expect.objectContaining({
        name: 'UnknownTask',
        message: 'the document worker runs read_document, not render_image',
      }),
    );
  });
});
