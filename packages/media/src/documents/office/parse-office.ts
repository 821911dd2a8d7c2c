import type { DocumentLimits } from '@sluice/core/process';
import { OfficeErrorType, type OfficeParserAST, parseOffice } from 'officeparser';
import * as z from 'zod/mini';
import { factsOf } from '../facts-of.ts';
import type { RefusedDocument } from '../format-reader.ts';
import { LOCKED } from './is-locked-office.ts';

export type OfficeFormat = 'docx' | 'pptx' | 'odt' | 'odp' | 'rtf' | 'html';
export type OfficeNode = OfficeParserAST['content'][number];

export type ParsedOffice = {
  readonly outcome: 'parsed';
  readonly nodes: readonly OfficeNode[];
  /** Of some of the nodes, without marks for pictures. */
  textOf(nodes: readonly OfficeNode[]): Promise<string>;
  readonly facts: { readonly title?: string; readonly author?: string; readonly createdAt?: string };
};

const coded = z.object({ code: z.string() });
const LOCKED_CODES: ReadonlySet<string> = new Set([
  OfficeErrorType.PASSWORD_REQUIRED,
  OfficeErrorType.PASSWORD_INCORRECT,
]);

/** Parses a document whose container was measured before. Throws when it is broken. */
export async function parseOfficeDocument(
  content: Buffer,
  format: OfficeFormat,
  limits: DocumentLimits,
): Promise<ParsedOffice | RefusedDocument> {
  try {
    const ast = await parseOffice(content, {
      // Taken at its word: the content was sniffed before.
      fileType: format,
      ocr: false,
      extractAttachments: false,
      ignoreSlideMasters: true,
      ignoreComments: true,
      decompressionLimits: { maxUncompressedBytes: limits.maxInflatedBytes, maxZipEntries: limits.maxEntries },
      onWarning: () => undefined,
    });
    const { title, author, created } = ast.metadata;
    const createdAt = created instanceof Date && !Number.isNaN(created.getTime()) ? created.toISOString() : undefined;
    const { pages: _, ...facts } = factsOf({ pages: 0, title, author, createdAt });
    return { outcome: 'parsed', nodes: ast.content, textOf: (nodes) => writeText(ast, nodes), facts };
  } catch (error) {
    const { data } = z.safeParse(coded, error);
    if (data !== undefined && LOCKED_CODES.has(data.code)) {
      return LOCKED;
    }
    throw error;
  }
}

async function writeText(ast: OfficeParserAST, nodes: readonly OfficeNode[]): Promise<string> {
  // The parser writes what its tree holds at the time.
  ast.content = [...nodes];
  const { value } = await ast.to('text', { includeImages: false, textConfig: { preserveLayout: false } });
  return value;
}
