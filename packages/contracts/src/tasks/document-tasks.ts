import * as z from 'zod/mini';
import { defineTask } from './define-task.ts';

/** What is opened as a document. */
export const DOCUMENT_TYPES = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/epub+zip',
  'application/rtf',
  'text/html',
  'text/markdown',
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/json',
  'application/xml',
  'application/zip',
] as const;

export const readDocument = defineTask({
  task: 'read_document',
  version: 1,
  class: 'document',
  summary: 'The text of a document by page, what it says of itself, and pictures of its first pages',
  takes: DOCUMENT_TYPES,
  gives: ['text/plain', 'image/webp'],
  parameters: z.strictObject({
    /** Pages drawn as pictures. */
    preview_pages: z._default(z.int().check(z.minimum(0), z.maximum(20)), 3),
    /** Pages without a text layer that are read by OCR. */
    recognized_pages: z._default(z.int().check(z.minimum(0), z.maximum(50)), 10),
  }),
  examples: [
    { summary: 'Its text, and three pages as pictures', parameters: {} },
    { summary: 'Its text alone', parameters: { preview_pages: 0 } },
  ],
});

export const DOCUMENT_TASKS = [readDocument] as const;
