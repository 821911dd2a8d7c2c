const DELIMITERS = [
  [',', 'text/csv'],
  [';', 'text/csv'],
  ['\t', 'text/tab-separated-values'],
  ['|', 'text/csv'],
] as const;
const SAMPLE_ROWS = 100;

/** The type of a text whose rows all have the same number of fields, at least two; `undefined` for prose. */
export function looksLikeCsv(text: string, isWhole: boolean): 'text/csv' | 'text/tab-separated-values' | undefined {
  for (const [delimiter, type] of DELIMITERS) {
    const rows = readRows(text, delimiter, isWhole);
    if (rows && isTable(rows, delimiter)) return type;
  }
  return undefined;
}

function isTable(rows: readonly (readonly string[])[], delimiter: string): boolean {
  const columns = rows[0]?.length ?? 0;
  if (rows.length < 2 || columns < 2 || rows.some((row) => row.length !== columns)) return false;
  // Lines of a letter or a list end in a comma: a column that is always empty is punctuation.
  if (rows.every((row) => row.at(-1) === '')) return false;
  // Sentences put a space after the comma; a table that does so must show more of itself.
  const spaced = delimiter !== '\t' && rows.some((row) => row.slice(1).some((field) => field.startsWith(' ')));
  return !spaced || (rows.length >= 3 && columns >= 3);
}

/** RFC 4180 rows, at most `SAMPLE_ROWS`, without a last one that may be cut; `undefined` when quotes are out of place. */
function readRows(text: string, delimiter: string, isWhole: boolean): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < SAMPLE_ROWS) {
    let field: string;
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end < 0) return isWhole ? undefined : rows;
      field = text.slice(at + 1, end);
      at = end + 1;
    } else {
      const start = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
      field = text.slice(start, at);
    }
    row.push(field);
    if (text[at] === delimiter) {
      at++;
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue;
      row.push('');
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') return undefined;
    if (at >= text.length && !isWhole) break;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    while (text[at] === '\n' || text[at] === '\r') at++;
  }
  return rows;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
