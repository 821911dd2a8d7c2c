import { collectPages } from '../collect-pages.ts';
import { factsOf } from '../facts-of.ts';
import type { FormatReader } from '../format-reader.ts';
import { parseOfficeDocument } from './parse-office.ts';
import { readRtfInfo } from './read-rtf-info.ts';

const SIGNATURE = '{\\rtf';

/** Of what is no picture: a million characters take the parser up to 1.7 s and 100 MB. */
const MAX_MARKUP = 3_000_000;
/** Pictures are written out in hexadecimal digits. */
const PICTURE = /[0-9a-f\r\n]{1000,}/gi;

/** A Rich Text document as one page. */
export const readRtf: FormatReader = async ({ content, limits }) => {
  if (content.toString('latin1', 0, SIGNATURE.length) !== SIGNATURE) {
    return { outcome: 'unparseable', detail: `it does not begin with ${SIGNATURE}` };
  }
  const markup = content.toString('latin1').replace(PICTURE, '');
  const read = Buffer.from(markup.slice(0, MAX_MARKUP), 'latin1');
  const office = await parseOfficeDocument(read, 'rtf', limits);
  if (office.outcome !== 'parsed') return office;
  const collected = collectPages(limits);
  collected.add(await office.textOf(office.nodes));
  const { pages } = collected;
  const truncated = collected.truncated || markup.length > MAX_MARKUP;
  return { outcome: 'read', pages, truncated, facts: factsOf({ pages: 1, ...readRtfInfo(content) }), previews: [] };
};
