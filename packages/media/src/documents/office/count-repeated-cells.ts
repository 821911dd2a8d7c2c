const ROW_OR_CELL = /<(?:[^\s<>/:]+:)?(table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>/g;
const ROWS = /number-rows-repeated\s*=\s*["'](\d{1,12})/;
const COLUMNS = /number-columns-repeated\s*=\s*["'](\d{1,12})/;

/** How many cells with something in them the sheets of an OpenDocument stand for: one may be written once for millions. */
export function countRepeatedCells(content: string): number {
  let cells = 0;
  let rows = 1;
  for (const [, element, attributes = ''] of content.matchAll(ROW_OR_CELL)) {
    if (element === 'table-row') {
      rows = Number(ROWS.exec(attributes)?.[1] ?? 1);
      continue;
    }
    const isFilled = !attributes.endsWith('/') || /value-type|formula/.test(attributes);
    if (isFilled) cells += rows * Number(COLUMNS.exec(attributes)?.[1] ?? 1);
  }
  return cells;
}
