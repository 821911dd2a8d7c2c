import type { CellObject, WorkSheet } from '@e965/xlsx';

/** The text of a sheet read `dense`, a line for each row that has something in it; stops after so many characters. */
export function writeSheet(sheet: WorkSheet, maxCharacters: number): string {
  const lines: string[] = [];
  let length = 0;
  for (const row of sheet['!data'] ?? []) {
    // Rows and cells that were never written are holes.
    const cells = Array.from(row ?? [], writeCell);
    const line = cells.join('\t').trimEnd();
    if (line === '') continue;
    lines.push(line);
    length += line.length + 1;
    if (length > maxCharacters) break;
  }
  return lines.join('\n');
}

/** A cell is one line without tabs, which would be taken for the next cell. */
function writeCell(cell: CellObject | undefined): string {
  if (cell?.v === undefined || cell.v === null) return '';
  if (cell.v instanceof Date) return writeDate(cell.v);
  const shown = typeof cell.v === 'string' ? cell.v : (cell.w ?? String(cell.v));
  return shown.replace(/\s+/g, ' ').trim();
}

/** A day has no time; a moment is written to the second, in the workbook's own zone, which it does not name. */
function writeDate(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const moment = date.toISOString();
  return moment.endsWith('T00:00:00.000Z') ? moment.slice(0, 10) : moment.slice(0, 19);
}
