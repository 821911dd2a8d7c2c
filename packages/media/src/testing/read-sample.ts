import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits, type ReadDocument } from '@sluice/core/process';
import { createDocumentReader } from '../documents/index.ts';

export const OOXML = 'application/vnd.openxmlformats-officedocument';
export const TYPES = {
  pdf: 'application/pdf',
  docx: `${OOXML}.wordprocessingml.document`,
  pptx: `${OOXML}.presentationml.presentation`,
  xlsx: `${OOXML}.spreadsheetml.sheet`,
  odt: 'application/vnd.oasis.opendocument.text',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  epub: 'application/epub+zip',
  rtf: 'application/rtf',
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
  zip: 'application/zip',
} as const;

const { read } = createDocumentReader();

/** Reads without a recognizer, under the default limits but for those given. */
export function readSample(
  type: keyof typeof TYPES,
  content: Buffer | string,
  limits: Partial<DocumentLimits> = {},
): Promise<ReadDocument> {
  return read(Buffer.from(content), TYPES[type], { ...DEFAULT_DOCUMENT_LIMITS, ...limits });
}

/** The texts of the pages, or the reason why there are none. */
export async function textsOf(...sample: Parameters<typeof readSample>): Promise<readonly string[] | string> {
  const document = await readSample(...sample);
  return document.outcome === 'read' ? document.pages.map(({ text }) => text) : document.outcome;
}
