import type { Finding, readDocument } from '@sluice/contracts';
import type * as z from 'zod/mini';
import { readExactly } from '../runtime/index.ts';
import { DEFAULT_DOCUMENT_LIMITS, type DocumentReader, type ReadDocument } from './document-reader.ts';
import { joinPages } from './page-text.ts';
import { MAX_READABLE_BYTES } from './plan-jobs.ts';
import type { TaskRunner } from './task-runner.ts';
import { tooLarge } from './too-large.ts';

/** `read_document`: its text is the output `text`, pages apart by a form feed; the looks of its first pages `page_1` and on. */
export function createReadDocument(reader: DocumentReader): TaskRunner<z.infer<typeof readDocument.parameters>> {
  return async ({ source, mimeType, parameters, put }) => {
    // It is held whole.
    if (source.sizeBytes > MAX_READABLE_BYTES) return tooLarge(source.sizeBytes, MAX_READABLE_BYTES);
    const document = await reader.read(await readExactly(source.stream(), source.sizeBytes), mimeType, {
      ...DEFAULT_DOCUMENT_LIMITS,
      previewPages: parameters.preview_pages,
      recognizedPages: parameters.recognized_pages,
    });
    if (document.outcome !== 'read') return document;
    const { pages, previews } = document;
    // A file without words has no text: an empty one would only look like a mistake.
    if (pages.some((page) => page.text.trim() !== '')) {
      await put('text', 'text/plain', new TextEncoder().encode(joinPages(pages.map(({ text }) => text))));
    }
    await Promise.all(
      previews.map(({ name, mimeType: type, bytes, width, height }) => put(name, type, bytes, { width, height })),
    );
    return { outcome: 'succeeded', findings: { document: findingOf(document) } };
  };
}

function findingOf({ pages, facts, truncated }: Extract<ReadDocument, { outcome: 'read' }>): Finding {
  return {
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
  };
}
