import { collectPages } from '../collect-pages.ts';
import type { FormatReader } from '../format-reader.ts';
import { decodeText } from '../text/decode-text.ts';
import { parseOfficeDocument } from './parse-office.ts';

/** Of markup: a million characters take the parser up to 1.5 s and 130 MB. */
export const MAX_MARKUP = 3_000_000;

/** The visible text of a page; nothing it refers to is fetched and nothing in it runs. */
export const readHtml: FormatReader = async ({ content, limits }) => {
  const markup = decodeText(content);
  const read = markup.slice(0, MAX_MARKUP).toWellFormed();
  const office = await parseOfficeDocument(Buffer.from(read), 'html', limits);
  if (office.outcome !== 'parsed') return office;
  const collected = collectPages(limits);
  collected.add(await office.textOf(office.nodes));
  const { pages } = collected;
  const truncated = collected.truncated || markup.length > MAX_MARKUP;
  return { outcome: 'read', pages, truncated, facts: { pages: 1, ...office.facts }, previews: [] };
};
