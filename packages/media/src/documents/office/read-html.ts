import { collectPages } from '../collect-pages.ts';
import type { FormatReader } from '../format-reader.ts';
import { decodeText } from '../text/decode-text.ts';
import { parseOfficeDocument } from './parse-office.ts';

/** The visible text of a page; nothing it refers to is fetched and nothing in it runs. */
export const readHtml: FormatReader = async ({ content, limits }) => {
  const office = await parseOfficeDocument(Buffer.from(decodeText(content)), 'html', limits);
  if (office.outcome !== 'parsed') return office;
  const collected = collectPages(limits);
  collected.add(await office.textOf(office.nodes));
  const { pages, truncated } = collected;
  return { outcome: 'read', pages, truncated, facts: { pages: 1, ...office.facts }, previews: [] };
};
