import { ALL_ROUTES, type Route } from '@sluice/contracts';

const BEGIN = '<!-- who may: written from the route table -->';
const END = '<!-- end of who may -->';

/** The page with its table as the route table says now. Throws a TypeError when the page has no place for it. */
export function withAccessTable(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new TypeError(`the page needs ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${renderTable()}\n\n${END}${after}`;
}

function renderTable(): string {
  const rows = ALL_ROUTES.map((route) => [`\`${route.method} ${route.path}\``, whoMay(route), scopeOf(route)]);
  const table = [['route', 'who', 'scope of a key'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const [head, ...body] = table.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function whoMay({ auth }: Route): string {
  if (auth.kind === 'public') return 'everybody';
  if (auth.kind === 'operator') return 'operator';
  if (auth.kind === 'upload_token') return 'upload token';
  const role = auth.own ? `${auth.role}, of their own` : auth.role;
  return auth.uploadToken === undefined ? role : `${role}; upload token`;
}

function scopeOf({ auth }: Route): string {
  return auth.kind === 'member' ? `\`${auth.scope}\`` : '–';
}
