import { collectPages } from '../collect-pages.ts';
import { factsOf } from '../facts-of.ts';
import type { FormatReader } from '../format-reader.ts';
import { parseOfficeDocument } from './parse-office.ts';
import { readRtfInfo } from './read-rtf-info.ts';

const SIGNATURE = '{\\rtf';

/** A Rich Text document as one page. */
export const readRtf: FormatReader = async ({ content, limits }) => {
  if (content.toString('latin1', 0, SIGNATURE.length) !== SIGNATURE) {
    return { outcome: 'unparseable', detail: `it does not begin with ${SIGNATURE}` };
  }
  const office = await parseOfficeDocument(content, 'rtf', limits);
  if (office.outcome !== 'parsed') return office;
  const collected = collectPages(limits);
  collected.add(await office.textOf(office.nodes));
  const { pages, truncated } = collected;
  return { outcome: 'read', pages, truncated, facts: factsOf({ pages: 1, ...readRtfInfo(content) }), previews: [] };
};
