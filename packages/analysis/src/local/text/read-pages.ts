import type { Subject } from '@sluice/core/understand';

/** What is looked at of a text, in UTF-16 units. A book says what it is about in its first 40 pages. */
export const MAX_CHARACTERS = 100_000;

/** `page` counts from 1; `text` begins where the page's text begins, so that offsets are the page's. */
export type PageText = { readonly page: number; readonly text: string };

/** The pages that say something, up to `limit` characters together. */
export function readPages({ pages = [] }: Subject, limit = MAX_CHARACTERS): readonly PageText[] {
  const read: PageText[] = [];
  let left = limit;
  for (const [index, text] of pages.entries()) {
    if (left <= 0) break;
    const kept = text.slice(0, left);
    left -= kept.length;
    if (kept.trim() !== '') read.push({ page: index + 1, text: kept });
  }
  return read;
}

export const hasText = ({ pages = [] }: Subject): boolean => pages.some((text) => text.trim() !== '');
