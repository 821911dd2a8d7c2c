type Page<T> = { readonly items: readonly T[]; readonly next_cursor?: string | undefined };

/**
 * Every item of a list, page after page.
 *
 * @example
 * for await (const file of everyPage((page) => client.listFiles({ ...page, limit: 100 }))) …
 */
export async function* everyPage<T>(fetchPage: (page: { cursor?: string }) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor === undefined ? {} : { cursor });
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== undefined);
}
