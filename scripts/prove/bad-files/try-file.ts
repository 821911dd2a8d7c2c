import { join } from 'node:path';
import { type PlannedJob, readDocument, renderImage } from '@sluice/contracts';
import { DEFAULT_POLICY } from '@sluice/core/access';
import { judgeFile } from '@sluice/core/inspect';
import { createReadDocument, createRenderImage, offerTask, planJobs } from '@sluice/core/process';
import { contentInMemory } from '@sluice/core/runtime';
import { inMemoryTaskInput } from '@sluice/core/testing';
import { createThreadedDocumentReader } from '@sluice/media/documents';
import { createImageRenderer } from '@sluice/media/images';
import { inspectContent } from '@sluice/media/inspection';
import { readTestFile } from './list-files.ts';

export type Tried = {
  /** `rejected` at inspection, `bad` when only opening it showed that, `made` when something was made of it, else `kept`. */
  readonly end: 'rejected' | 'bad' | 'made' | 'kept';
  /** The stable code that says why; empty when nothing is wrong. */
  readonly reason: string;
  readonly kind: string;
};

/** As the worker of documents has it. */
const file = join(import.meta.dirname, 'read-thread.ts');
const tasks = [
  offerTask(renderImage, createRenderImage(createImageRenderer())),
  offerTask(readDocument, createReadDocument(createThreadedDocumentReader({ file, timeoutMs: 150_000, heapMb: 1536 }))),
];
const NOWHERE = { tenantId: 'acme', fileId: '019a0000-0000-7000-8000-000000000001', version: 1, run: 1 } as const;

/** What inspection and the workers make of one file, with the limits that tenants have by default. */
export async function tryFile(path: string): Promise<Tried> {
  const content = readTestFile(path);
  const facts = await inspectContent(contentInMemory(content), DEFAULT_POLICY.limits);
  const verdict = judgeFile(facts, { mimeType: 'application/octet-stream' }, DEFAULT_POLICY);
  const { kind } = facts;
  if (verdict.verdict === 'rejected') return { end: 'rejected', reason: verdict.reason, kind };
  const { maxPixels, maxFrames, maxEntries } = DEFAULT_POLICY.limits;
  const [job] = planJobs({
    ...NOWHERE,
    ...{ mimeType: facts.mimeType, sizeBytes: facts.sizeBytes, priority: 5, renditionsBucket: 'renditions' },
    ...{ unparseable: facts.unparseable !== undefined, encrypted: facts.encrypted === true },
    source: { bucket: 'b', key: 'k', version_id: 'v', size_bytes: facts.sizeBytes, mime_type: facts.mimeType },
    limits: { max_pixels: maxPixels, max_frames: maxFrames, max_entries: maxEntries },
  });
  const noted = Object.keys(verdict.findings).find((name) => name in DEFAULT_POLICY.soft) ?? '';
  return job === undefined ? { end: 'kept', reason: noted, kind } : run(job, content, kind, noted);
}

async function run({ task, parameters }: PlannedJob, content: Buffer, kind: string, noted: string): Promise<Tried> {
  const offered = tasks.find((one) => one.task === task);
  if (offered === undefined) throw new Error(`no task ${task}`);
  const facts = await inspectContent(contentInMemory(content), DEFAULT_POLICY.limits);
  const { input } = inMemoryTaskInput(content, { mimeType: facts.mimeType, parameters });
  const answer = await offered.run({ ...input, parameters });
  return answer.outcome === 'succeeded'
    ? { end: 'made', reason: noted, kind }
    : { end: 'bad', reason: answer.outcome, kind };
}
