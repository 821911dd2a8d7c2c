import type { JobResult, RequestedJob } from '@sluice/contracts';
import * as z from 'zod/mini';
import { brokenResult } from './broken-result.ts';
import type { DocumentReader, ReadDocument } from './document-reader.ts';
import type { JobSource } from './job-source.ts';
import { joinPages } from './page-text.ts';
import { READ_DOCUMENT } from './plan-jobs.ts';
import type { RenditionStorage } from './rendition-storage.ts';
import { storeRenditions } from './store-renditions.ts';
import type { TaskTokens } from './task-tokens.ts';
import { UnknownTaskError } from './unknown-task.ts';

/** The parameters of `read_document`. */
const readDocumentParameters = z.object({
  mime_type: z.string(),
  max_pages: z.int(),
  max_characters: z.int(),
  max_inflated_bytes: z.int(),
  max_entries: z.int(),
  preview_pages: z.int(),
  recognized_pages: z.int(),
});

export type DocumentJobDeps = {
  readonly source: JobSource;
  readonly reader: DocumentReader;
  readonly renditions: RenditionStorage;
  readonly tokens: TaskTokens;
};

/**
 * Reads one document and answers the waiting state machine; its text becomes the rendition `text`, pages apart by a form
 * feed. `stale`: nobody waits for it any more. Bad content is an answer; an error means that the message should come back.
 */
export function createRunDocumentJob(deps: DocumentJobDeps) {
  return async ({ payload: job }: RequestedJob, receiveCount: number): Promise<'answered' | 'stale'> => {
    if (receiveCount > 1 && (await deps.tokens.heartbeat(job.task_token)) === 'stale') {
      return 'stale';
    }
    if (job.task !== READ_DOCUMENT) {
      throw new UnknownTaskError('document', READ_DOCUMENT, job.task);
    }
    const parameters = z.parse(readDocumentParameters, job.parameters);
    const { bucket, key, version_id: versionId } = job.source;
    const content = await deps.source.fetch({ bucket, key, versionId });
    const document = await deps.reader.read(content, parameters.mime_type, {
      maxPages: parameters.max_pages,
      maxCharacters: parameters.max_characters,
      maxInflatedBytes: parameters.max_inflated_bytes,
      maxEntries: parameters.max_entries,
      previewPages: parameters.preview_pages,
      recognizedPages: parameters.recognized_pages,
    });
    const result = await storeResult(deps, job, document);
    return (await deps.tokens.succeed(job.task_token, result)) === 'stale' ? 'stale' : 'answered';
  };
}

async function storeResult(
  { renditions }: DocumentJobDeps,
  job: RequestedJob['payload'],
  document: ReadDocument,
): Promise<JobResult> {
  if (document.outcome !== 'read') {
    return brokenResult(job, document.outcome, document.detail);
  }
  const { pages, facts, previews, truncated } = document;
  const bytes = new TextEncoder().encode(joinPages(pages.map(({ text }) => text)));
  const text = { name: 'text', mimeType: 'text/plain', bytes };
  return {
    job_id: job.job_id,
    outcome: 'succeeded',
    detail: '',
    // A file without words has no text: an empty one would only look like a mistake.
    renditions: await storeRenditions(renditions, job.destination, [
      ...(pages.some((page) => page.text.trim() !== '') ? [text] : []),
      ...previews,
    ]),
    findings: {
      document: {
        value: {
          pages: facts.pages,
          ...(facts.title !== undefined && { title: facts.title }),
          ...(facts.author !== undefined && { author: facts.author }),
          ...(facts.createdAt !== undefined && { created_at: facts.createdAt }),
          ...(facts.changes !== undefined && { changes: { ...facts.changes } }),
          ...(facts.sheets !== undefined && { sheets: [...facts.sheets] }),
          ...(truncated && { truncated }),
        },
        // Its text is as sure as its least sure page.
        confidence: Math.min(1, ...pages.filter(({ text }) => text !== '').map(({ confidence }) => confidence)),
        source: 'process',
      },
    },
  };
}
