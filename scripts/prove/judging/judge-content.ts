import { join } from 'node:path';
import { readDocument, renderImage } from '@sluice/contracts';
import { DEFAULT_POLICY } from '@sluice/core/access';
import { judgeFile } from '@sluice/core/inspect';
import { createReadDocument, createRenderImage, offerTask, planJobs } from '@sluice/core/process';
import { contentInMemory } from '@sluice/core/runtime';
import { inMemoryTaskInput, VALID_FILE_ID } from '@sluice/core/testing';
import { createThreadedDocumentReader } from '@sluice/media/documents';
import { createImageRenderer } from '@sluice/media/images';
import { inspectContent } from '@sluice/media/inspection';

/** How a content came through inspection under the default policy, and through what the default recipe makes of it. */
export type Judged = {
  readonly mimeType: string;
  /** `rejected`, `kept` when nothing is made of it, or how the one job ended. */
  readonly verdict: string;
  /** The stable reason of a rejection, or of a job that did not succeed. */
  readonly reason: string;
  readonly detail: string;
};

/** As the worker of documents has it. */
const READER = join(import.meta.dirname, 'reader-thread.ts');

const offered = new Map(
  [
    offerTask(renderImage, createRenderImage(createImageRenderer())),
    offerTask(
      readDocument,
      createReadDocument(createThreadedDocumentReader({ file: READER, timeoutMs: 150_000, heapMb: 1536 })),
    ),
  ].map((task) => [task.task, task]),
);

/** What inspection and the workers would do, in this process. Throws what they throw: that is what a proof looks for. */
export async function judgeContent(bytes: Uint8Array, signal: AbortSignal): Promise<Judged> {
  const facts = await inspectContent(contentInMemory(bytes), DEFAULT_POLICY.limits);
  const { mimeType } = facts;
  const verdict = judgeFile(facts, { mimeType: 'application/octet-stream' }, DEFAULT_POLICY);
  if (verdict.verdict === 'rejected') {
    return { mimeType, verdict: 'rejected', reason: verdict.reason, detail: verdict.detail };
  }
  const detail = facts.unparseable ?? '';
  const [job] = planJobs({
    ...{ tenantId: 'proof', fileId: VALID_FILE_ID, version: 1, run: 1, priority: 5, renditionsBucket: 'renditions' },
    ...{ mimeType, sizeBytes: facts.sizeBytes },
    unparseable: facts.unparseable !== undefined,
    encrypted: facts.encrypted === true,
    source: { bucket: 'content', key: 'content', version_id: '1', size_bytes: facts.sizeBytes, mime_type: mimeType },
    limits: { max_pixels: 100_000_000, max_frames: 2_000, max_entries: 10_000 },
  });
  if (job === undefined) {
    const why = facts.encrypted ? 'encrypted' : facts.unparseable !== undefined ? 'unparseable' : '';
    return { mimeType, verdict: 'kept', reason: why, detail };
  }
  const task = offered.get(job.task);
  if (task === undefined) throw new Error(`nobody does ${job.task}`);
  const { parameters } = job;
  const answer = await task.run(inMemoryTaskInput<unknown>(bytes, { parameters, mimeType, signal }).input);
  return answer.outcome === 'succeeded'
    ? { mimeType, verdict: job.task, reason: '', detail: '' }
    : { mimeType, verdict: `${job.task} refused`, reason: answer.outcome, detail: answer.detail };
}
