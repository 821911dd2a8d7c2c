import { constants, inflateRawSync } from 'node:zlib';
import type { InspectionLimits } from '@sluice/core/inspect';
import { type ContentWindow, openContentWindow } from './content-window.ts';
import { UnparseableContentError } from './errors.ts';
import { readZipEntries, type ZipEntry } from './read-zip-entries.ts';
import type { SafetyCollector } from './safety/collect-safety.ts';

/** Of the content, for what its entries hold: the rest of the ranged reads is for its directory. */
const MAX_READ = 16 * 1024 * 1024;
const MAX_INFLATED = 64 * 1024 * 1024;
const MAX_ENTRIES = 500;
const MAX_NESTED = 16 * 1024 * 1024;
const RELATIONSHIPS = /\.rels$/;
const MAYBE_ARCHIVE = /(^|\.)(zip|jar|docx|xlsx|pptx|odt|ods|odp|epub|apk|bin|dat)$|^[^.]*$/i;
const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');

type Budget = { read: number; inflated: number; entries: number };
type Looked = { readonly depth: number; readonly examinedBytes: number };

/** How deep archives lie in each other, one level more than allowed at most, and what relationships point out of a document. */
export async function lookInsideEntries(
  window: ContentWindow,
  entries: readonly ZipEntry[],
  { maxDepth }: Pick<InspectionLimits, 'maxDepth'>,
  found: SafetyCollector,
): Promise<Looked> {
  const left = { read: MAX_READ, inflated: MAX_INFLATED, entries: MAX_ENTRIES };
  const depth = await measureDepth(window, entries, maxDepth, left, found);
  return { depth, examinedBytes: MAX_INFLATED - left.inflated };
}

async function measureDepth(
  window: ContentWindow,
  entries: readonly ZipEntry[],
  levels: number,
  left: Budget,
  found: SafetyCollector,
): Promise<number> {
  let deepest = 0;
  for (const entry of entries) {
    const isRelationship = RELATIONSHIPS.test(entry.name);
    if (!isRelationship && !MAYBE_ARCHIVE.test(entry.name)) continue;
    if (left.entries-- <= 0) break;
    const content = await inflateEntry(window, entry, left);
    if (content === undefined) continue;
    if (isRelationship) examineRelationships(content, found);
    if (!content.subarray(0, 4).equals(LOCAL_HEADER)) continue;
    const nested = levels <= 0 ? 1 : await measureNested(content, levels - 1, left, found);
    deepest = Math.max(deepest, nested);
    if (deepest > levels) break;
  }
  return deepest + 1;
}

async function measureNested(content: Buffer, levels: number, left: Budget, found: SafetyCollector): Promise<number> {
  const source = {
    sizeBytes: content.length,
    async *stream() {
      yield content;
    },
    read: async (start: number, length: number) => content.subarray(start, start + length),
  };
  const entries: ZipEntry[] = [];
  try {
    const tail = content.subarray(-128 * 1024);
    for await (const entry of readZipEntries(openContentWindow(source, content, tail))) {
      entries.push(entry);
      if (entries.length >= MAX_ENTRIES) break;
    }
    return await measureDepth(openContentWindow(source, content, tail), entries, levels, left, found);
  } catch (error) {
    // What only begins as an archive is data like any other.
    if (error instanceof UnparseableContentError) return 0;
    throw error;
  }
}

/** What an entry holds, from its beginning on; nothing when it is damaged, locked or above what may be read. */
async function inflateEntry(window: ContentWindow, entry: ZipEntry, left: Budget): Promise<Buffer | undefined> {
  const { offset, compressedBytes, method } = entry;
  if (compressedBytes > Math.min(MAX_NESTED, left.read) || left.inflated <= 0) return undefined;
  const header = await window.read(offset, 30);
  if (header.length < 30 || !header.subarray(0, 4).equals(LOCAL_HEADER)) return undefined;
  left.read -= compressedBytes;
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const stored = await window.read(start, compressedBytes);
  const content =
    method === 0 ? stored : method === 8 ? inflateSome(stored, Math.min(MAX_NESTED, left.inflated)) : undefined;
  left.inflated -= content?.length ?? 0;
  return content;
}

function inflateSome(stored: Buffer, maxOutputLength: number): Buffer | undefined {
  try {
    return inflateRawSync(stored, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

function examineRelationships(content: Buffer, found: SafetyCollector): void {
  const text = content.toString('latin1', 0, 256 * 1024);
  for (const [tag] of text.matchAll(/<(?:\w{1,20}:)?Relationship\s[^>]{0,4000}>/g)) {
    if (!/TargetMode\s*=\s*["']External/i.test(tag)) continue;
    const target = /\bTarget\s*=\s*["']([^"']{0,200})/.exec(tag)?.[1] ?? '';
    // A link that a person has to follow is no reference that a program fetches.
    if (!/relationships\/hyperlink["']/.test(tag)) found.add('externalReferences', target);
  }
}
