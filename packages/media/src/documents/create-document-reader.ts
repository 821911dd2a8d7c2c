import type { DocumentReader, ReadDocument, TextRecognizer } from '@sluice/core/process';
import { describeFault } from './describe-fault.ts';
import { TextRecognitionError } from './errors.ts';
import type { FormatReader } from './format-reader.ts';

const OOXML = 'application/vnd.openxmlformats-officedocument';
const OASIS = 'application/vnd.oasis.opendocument';

const office = async (format: 'docx' | 'pptx' | 'odt' | 'odp'): Promise<FormatReader> =>
  (await import('./office/read-office.ts')).createOfficeReader(format);
const workbook = async (): Promise<FormatReader> => (await import('./office/read-workbook.ts')).readWorkbook;
const text = async (): Promise<FormatReader> => (await import('./text/read-text.ts')).readText;

/** Parsers weigh megabytes: each is loaded with the first document that needs it. */
const FORMATS: Readonly<Record<string, () => Promise<FormatReader>>> = {
  'application/pdf': async () => (await import('./pdf/read-pdf.ts')).readPdf,
  [`${OOXML}.wordprocessingml.document`]: () => office('docx'),
  [`${OOXML}.presentationml.presentation`]: () => office('pptx'),
  [`${OOXML}.spreadsheetml.sheet`]: workbook,
  [`${OASIS}.text`]: () => office('odt'),
  [`${OASIS}.presentation`]: () => office('odp'),
  [`${OASIS}.spreadsheet`]: workbook,
  'application/epub+zip': async () => (await import('./office/read-epub.ts')).readEpub,
  'application/rtf': async () => (await import('./office/read-rtf.ts')).readRtf,
  'text/html': async () => (await import('./office/read-html.ts')).readHtml,
  'text/markdown': async () => (await import('./text/read-text.ts')).readMarkdown,
  'text/csv': text,
  'text/tab-separated-values': text,
  'text/plain': text,
  'application/json': text,
  'application/xml': text,
  'application/zip': async () => (await import('./containers/list-archive.ts')).listArchive,
};

/**
 * The reader of every type in READABLE_TYPES; another type is `unparseable`. Throws a TextRecognitionError when the recognizer
 * fails, and what the loading of a missing parser throws.
 */
export function createDocumentReader({ recognizer }: { readonly recognizer?: TextRecognizer } = {}): DocumentReader {
  return {
    async read(bytes, mimeType, limits): Promise<ReadDocument> {
      const load = Object.hasOwn(FORMATS, mimeType) ? FORMATS[mimeType] : undefined;
      if (load === undefined) return { outcome: 'unparseable', detail: `no reader for ${mimeType}` };
      const read = await load();
      const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      try {
        return await read({ content, limits, recognizer });
      } catch (error) {
        if (error instanceof TextRecognitionError) throw error;
        return { outcome: 'unparseable', detail: describeFault(error) };
      }
    },
  };
}
