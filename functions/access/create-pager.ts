import type { Page, PageRequest } from '@sluice/core/history';
import type { CursorScope, CursorSeal } from '@sluice/core/runtime';

const DEFAULT_PAGE = 50;

type Query = { readonly limit?: number | undefined; readonly cursor?: string | undefined };

/** Lists of the wire on lists of the domain: cursors opened and sealed for the one list they were made for. */
export function createPager(cursors: CursorSeal) {
  return async <T, V>(
    scope: CursorScope,
    query: Query,
    list: (page: PageRequest) => Promise<Page<T>>,
    present: (items: readonly T[]) => Promise<V[]> | V[],
  ): Promise<{ items: V[]; next_cursor?: string }> => {
    const { items, next } = await list({
      limit: query.limit ?? DEFAULT_PAGE,
      ...(query.cursor !== undefined && { after: await cursors.open(scope, query.cursor) }),
    });
    return {
      items: await present(items),
      ...(next !== undefined && { next_cursor: await cursors.seal(scope, next) }),
    };
  };
}
