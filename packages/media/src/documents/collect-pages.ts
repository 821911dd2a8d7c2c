import type { DocumentLimits, DocumentPage } from '@sluice/core/process';
import { tidyText } from './text/tidy-text.ts';

export type PageCollector = {
  /** Takes a page as far as the ceilings let it; what is stored as text is certain. */
  add(text: string, confidence?: number): void;
  /** Further pages would be left out. */
  readonly full: boolean;
  readonly pages: readonly DocumentPage[];
  readonly truncated: boolean;
};

/** Pages in reading order, up to so many and up to so many characters in all; a page is cut where the characters end. */
export function collectPages({ maxPages, maxCharacters }: DocumentLimits): PageCollector {
  const pages: DocumentPage[] = [];
  let left = maxCharacters;
  let truncated = false;
  return {
    add(untidy, confidence = 1) {
      if (pages.length >= maxPages || left <= 0) {
        truncated = true;
        return;
      }
      // What is tidied away is rarely much: a little more than what is left is enough to look at.
      const text = tidyText(untidy.length > 2 * left + 1000 ? untidy.slice(0, 2 * left + 1000) : untidy);
      const kept = text.length > left ? text.slice(0, left).toWellFormed() : text;
      truncated ||= text.length > left;
      left -= kept.length;
      pages.push({ text: kept, confidence });
    },
    get full() {
      return pages.length >= maxPages || left <= 0;
    },
    pages,
    get truncated() {
      return truncated;
    },
  };
}
