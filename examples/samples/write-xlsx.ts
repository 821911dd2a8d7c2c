import { escapeXml } from './escape-xml.ts';
import { RELATIONS, writeOfficePackage } from './write-office-package.ts';

export type Sheet = { readonly name: string; readonly rows: readonly (readonly Cell[])[] };
export type Cell = string | number | boolean | Date;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Day 0 of a workbook, so that 1 March 1900 is day 61 in spite of the 29 February 1900 it counts (ECMA-376, 18.17.4.1). */
const EPOCH = Date.UTC(1899, 11, 30);
/** The second cell format below. */
const DATE_FORMAT = 1;

/** A workbook; a date is a day at midnight UTC, stored as a number that is shown as a date. */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const list = sheets.map(({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const type = 'spreadsheetml';
  return writeOfficePackage([
    {
      name: 'xl/workbook.xml',
      type: `${type}.sheet.main+xml`,
      xml: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list.join('')}</sheets></workbook>`,
      relations: [
        ...sheets.map((_, i) => ({ type: 'worksheet', target: `worksheets/sheet${i + 1}.xml` })),
        { type: 'styles', target: 'styles.xml' },
      ],
    },
    ...sheets.map(({ rows }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      type: `${type}.worksheet+xml`,
      xml: `<worksheet xmlns="${MAIN}"><sheetData>${rows.map(writeRow).join('')}</sheetData></worksheet>`,
    })),
    {
      name: 'xl/styles.xml',
      type: `${type}.styles+xml`,
      xml: `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    },
  ]);
}

function writeRow(cells: readonly Cell[], row: number): string {
  const written = cells.map((cell, column) => writeCell(cell, `${String.fromCharCode(65 + column)}${row + 1}`));
  return `<row r="${row + 1}">${written.join('')}</row>`;
}

function writeCell(cell: Cell, at: string): string {
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${Number(cell)}</v></c>`;
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  return `<c r="${at}" s="${DATE_FORMAT}"><v>${(cell.getTime() - EPOCH) / DAY_MS}</v></c>`;
}
