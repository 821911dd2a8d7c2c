import { everyPage } from '@sluice/client';
import type { CliDeps } from '../cli-deps.ts';
import { type Column, renderTable } from '../terminal/render-table.ts';

const MOST_A_PAGE = 200;

type Page<T> = { readonly items: readonly T[]; readonly next_cursor?: string | undefined };
type Query = { limit: number; cursor?: string };
type List<T> = {
  readonly columns: readonly Column<T>[];
  /** What to say when there is nothing. */
  readonly nothing: string;
  readonly limit: number;
  readonly json: true | undefined;
};

/** Prints a list page by page: a table, or one JSON object a line. */
export const printList = async <T>(
  { terminal }: Pick<CliDeps, 'terminal'>,
  { columns, nothing, limit, json }: List<T>,
  read: (query: Query) => Promise<Page<T>>,
): Promise<void> => {
  const items: T[] = [];
  let count = 0;
  for await (const item of everyPage((page) => read({ limit: Math.min(limit, MOST_A_PAGE), ...page }))) {
    if (json) terminal.print(JSON.stringify(item));
    else items.push(item);
    count += 1;
    if (count === limit) break;
  }
  if (json) return;
  if (items.length === 0) terminal.tell(nothing);
  else for (const line of renderTable(items, columns, terminal.paintOut, terminal.outColumns())) terminal.print(line);
};
