import type { OfficeParserAST } from 'officeparser';

/** A part of a parsed document: a paragraph, a table, a slide, … */
export type OfficeNode = OfficeParserAST['content'][number];
