import type { Evidence } from '@sluice/contracts';
import type { PageText } from './read-pages.ts';

/** The characters `start` up to `end` of a page, with the words themselves. */
export function quoteSpan({ page, text }: PageText, start: number, end: number): Evidence {
  return { page, start, end, quote: text.slice(start, end) };
}
