import type { Defence } from './defences.ts';

const START = '<!-- defences: written from scripts/prove/defences/defences.ts -->';
const END = '<!-- end of defences -->';

/** The page with its table as the list says. Throws a TypeError when the page has no place for it. */
export function withDefences(page: string, defences: readonly Defence[]): string {
  const [before, , after] = page.split(new RegExp(`(${START}[\\s\\S]*?${END})`));
  if (before === undefined || after === undefined) throw new TypeError('the page has no place for the table');
  const rows = defences.map(({ against, file, test }) => [against, `\`${file}\``, `\`${test}\``]);
  const table = [['against', 'where', 'the test that fails without it'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const [head, ...body] = table.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  const lines = [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
  return `${before}${START}\n\n${lines}\n\n${END}${after}`;
}
