import { collectPages } from '../collect-pages.ts';
import type { FormatReader } from '../format-reader.ts';
import { decodeText } from './decode-text.ts';
import { findHeading } from './find-heading.ts';

/** One page with the whole text. */
export const readText: FormatReader = async ({ content, limits }) => {
  const collected = collectPages(limits);
  collected.add(decodeText(content));
  const { pages, truncated } = collected;
  return { outcome: 'read', pages, truncated, facts: { pages: 1 }, previews: [] };
};

/** As a text, named after its first heading. */
export const readMarkdown: FormatReader = async (request) => {
  const read = await readText(request);
  if (read.outcome !== 'read') return read;
  const title = findHeading(read.pages[0]?.text ?? '');
  return title === undefined ? read : { ...read, facts: { ...read.facts, title } };
};
