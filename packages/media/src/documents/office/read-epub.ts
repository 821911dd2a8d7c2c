import { collectPages } from '../collect-pages.ts';
import { measureContainer } from '../containers/measure-container.ts';
import { factsOf } from '../facts-of.ts';
import type { FormatReader } from '../format-reader.ts';
import { decodeText } from '../text/decode-text.ts';
import { parseOfficeDocument } from './parse-office.ts';
import { type EpubPackage, readEpubPackage } from './read-epub-package.ts';

const CONTAINER = 'META-INF/container.xml';
/** Of markup in all chapters, which one after the other take the parser 15 s at most; thick novels have a fifth of it. */
const MAX_MARKUP = 10_000_000;
const CHAPTER = /\.(xhtml|html?|xml|opf)$/i;

/** A book, each file of its spine as a page. */
export const readEpub: FormatReader = async ({ content, limits }) => {
  const container = await measureContainer(content, limits, (name) => CHAPTER.test(name));
  if (container.outcome !== 'measured') return container;
  const { parts } = container;
  if (parts.has('META-INF/encryption.xml') && parts.has('META-INF/rights.xml')) {
    return { outcome: 'encrypted', detail: 'its chapters are locked by a rights management' };
  }
  const book = readBook(parts);
  if (book === undefined) return { outcome: 'unparseable', detail: 'it has no package file' };

  const collected = collectPages(limits);
  let left = MAX_MARKUP;
  for (const path of book.chapters) {
    const chapter = decodeText(parts.get(path) ?? Buffer.of());
    left -= chapter.length;
    if (collected.full || left < 0) break;
    const office = await parseOfficeDocument(Buffer.from(chapter), 'html', limits);
    collected.add(office.outcome === 'parsed' ? await office.textOf(office.nodes) : '');
  }
  const { pages } = collected;
  return {
    outcome: 'read',
    pages,
    truncated: collected.truncated || pages.length < book.chapters.length,
    facts: factsOf({ ...book, pages: book.chapters.length }),
    previews: [],
  };
};

function readBook(parts: ReadonlyMap<string, Buffer>): EpubPackage | undefined {
  const path = /<rootfile\b[^<>]*?\bfull-path\s*=\s*["']([^"']+)["']/.exec(
    decodeText(parts.get(CONTAINER) ?? Buffer.of()),
  );
  const file = path?.[1] === undefined ? undefined : parts.get(path[1]);
  return path?.[1] === undefined || file === undefined ? undefined : readEpubPackage(decodeText(file), path[1]);
}
