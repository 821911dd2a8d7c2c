import type { DocumentLimits } from '@sluice/core/process';
import { OfficeErrorType, type OfficeParserAST, parseOffice } from 'officeparser';
import * as z from 'zod/mini';
import { factsOf } from '../facts-of.ts';
import type { RefusedDocument } from '../format-reader.ts';
import { flattenTables } from './flatten-tables.ts';
import { LOCKED } from './is-locked-office.ts';
import type { OfficeNode } from './office-node.ts';

export type OfficeFormat = 'docx' | 'pptx' | 'odt' | 'odp' | 'rtf' | 'html';

export type ParsedOffice = {
  readonly outcome: 'parsed';
  readonly nodes: readonly OfficeNode[];
  /** Of some of the nodes, without marks for pictures, and with a table's rows as lines. */
  textOf(nodes: readonly OfficeNode[]): Promise<string>;
  readonly facts: { readonly title?: string; readonly author?: string; readonly createdAt?: string };
};

/** An element takes the parser 1.6 KB and 13 us; a long, heavily formatted text has a hundred thousand or two. */
const MAX_ELEMENTS = 400_000;

/** The parser puts a code on its errors; they have no class. */
const coded = z.object({ officeIssue: z.object({ code: z.string() }) });
const LOCKED_CODES: ReadonlySet<string> = new Set([
  OfficeErrorType.PASSWORD_REQUIRED,
  OfficeErrorType.PASSWORD_INCORRECT,
]);

const TOO_LARGE_CODES: ReadonlySet<string> = new Set([
  OfficeErrorType.XML_ELEMENT_LIMIT_EXCEEDED,
  OfficeErrorType.ZIP_SIZE_LIMIT_EXCEEDED,
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
      decompressionLimits: {
        maxUncompressedBytes: limits.maxInflatedBytes,
        maxZipEntries: limits.maxEntries,
        maxXmlElements: MAX_ELEMENTS,
      },
      onWarning: () => undefined,
    });
    const { title, author, created } = ast.metadata;
    const createdAt = created instanceof Date && !Number.isNaN(created.getTime()) ? created.toISOString() : undefined;
    const { pages: _, ...facts } = factsOf({ pages: 0, title, author, createdAt });
    return { outcome: 'parsed', nodes: ast.content, textOf: (nodes) => writeText(ast, nodes), facts };
  } catch (error) {
    const code = z.safeParse(coded, error).data?.officeIssue.code ?? '';
    if (LOCKED_CODES.has(code)) {
      return LOCKED;
    }
    if (TOO_LARGE_CODES.has(code)) {
      return {
        outcome: 'expansion_too_high',
        detail: `it has more than ${MAX_ELEMENTS} elements, or inflates too far`,
      };
    }
    throw error;
  }
}

/** What the parser writes above footnotes, and the document does not say. */
const NOTES = '\n--- Notes ---\n';

async function writeText(ast: OfficeParserAST, nodes: readonly OfficeNode[]): Promise<string> {
  // The parser writes what its tree holds at the time.
  ast.content = flattenTables(nodes);
  const { value } = await ast.to('text', { includeImages: false, textConfig: { preserveLayout: false } });
  const notes = value.lastIndexOf(NOTES);
  return notes < 0 ? value : `${value.slice(0, notes)}\n${value.slice(notes + NOTES.length)}`;
}
