import { fromBufferPromise } from 'yauzl';
import { collectPages } from '../collect-pages.ts';
import type { FormatReader } from '../format-reader.ts';
import { decodeText } from '../text/decode-text.ts';

/** The names of an archive's entries, a line each, as one page; nothing is inflated. */
export const listArchive: FormatReader = async ({ content, limits }) => {
  const zip = await fromBufferPromise(content, { decodeStrings: false, validateEntrySizes: false });
  const detail = `it has more than ${limits.maxEntries} entries`;
  if (zip.entryCount > limits.maxEntries) return { outcome: 'too_many_entries', detail };
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) {
    // A name is one line whatever it holds.
    names.push(decodeText(entry.fileName).replace(/[\r\n]+/g, ' '));
    if (names.length > limits.maxEntries) return { outcome: 'too_many_entries', detail };
  }
  const collected = collectPages(limits);
  collected.add(names.join('\n'));
  const { pages, truncated } = collected;
  return { outcome: 'read', pages, truncated, facts: { pages: 1 }, previews: [] };
};
