import { read, type WorkSheet } from '@e965/xlsx';
import { collectPages } from '../collect-pages.ts';
import { measureContainer } from '../containers/measure-container.ts';
import { factsOf } from '../facts-of.ts';
import type { FormatReader } from '../format-reader.ts';
import { decodeText } from '../text/decode-text.ts';
import { countRepeatedCells } from './count-repeated-cells.ts';
import { isLockedOffice, LOCKED } from './is-locked-office.ts';
import { writeSheet } from './write-sheet.ts';

const MANIFEST = 'META-INF/manifest.xml';
/** The parser takes names in any case. */
const CONTENT = /(^|\/)content\.xml$/i;
/** A million cells take the parser 170 MB and 1.2 s. */
const MAX_CELLS = 2_000_000;
/** Rows beyond are left out before they take memory. */
const MAX_ROWS = 100_000;

/** A workbook, each sheet as a page: rows are lines, cells stand apart by tabs, dates are ISO dates. */
export const readWorkbook: FormatReader = async ({ content, limits }) => {
  if (isLockedOffice(content)) return LOCKED;
  const container = await measureContainer(content, limits, (name) => name === MANIFEST || CONTENT.test(name));
  if (container.outcome !== 'measured') return container;
  if (container.parts.get(MANIFEST)?.includes('encryption-data')) return LOCKED;
  for (const [name, part] of container.parts) {
    if (!CONTENT.test(name) || countRepeatedCells(decodeText(part)) <= MAX_CELLS) continue;
    return { outcome: 'expansion_too_high', detail: `its sheets stand for more than ${MAX_CELLS} cells` };
  }

  const workbook = read(content, {
    type: 'buffer',
    dense: true,
    cellDates: true,
    UTC: true,
    cellHTML: false,
    cellFormula: false,
    sheetRows: MAX_ROWS,
    bookVBA: false,
  });
  const names = workbook.SheetNames;
  const collected = collectPages(limits);
  let cut = false;
  for (const name of names) {
    if (collected.full) break;
    const sheet: WorkSheet | undefined = workbook.Sheets[name];
    collected.add(sheet === undefined ? '' : writeSheet(sheet, limits.maxCharacters));
    cut ||= sheet?.['!fullref'] !== undefined && sheet['!fullref'] !== sheet['!ref'];
  }
  const { Title: title, Author: author, CreatedDate: created } = workbook.Props ?? {};
  const createdAt = created instanceof Date && !Number.isNaN(created.getTime()) ? created.toISOString() : undefined;
  const { pages } = collected;
  return {
    outcome: 'read',
    pages,
    truncated: collected.truncated || cut || pages.length < names.length,
    facts: { ...factsOf({ pages: names.length, title, author, createdAt }), sheets: names },
    previews: [],
  };
};
