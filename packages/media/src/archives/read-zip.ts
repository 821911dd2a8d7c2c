import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel } from 'yauzl';
import { openContentWindow } from '../inspection/content-window.ts';
import { endOfArchive, WindowReader } from '../inspection/window-reader.ts';
import { type ArchiveEntry, shownName } from './archive-entry.ts';
import { BrokenArchiveError } from './errors.ts';
import type { WatchedSource } from './watch-source.ts';

const HEAD_BYTES = 4096;
/** The end record with the longest comment there may be. */
const TAIL_BYTES = 66_000;

const LINK_MODE = 0o12;
const FILE_MODE = 0o10;
const FOLDER_MODE = 0o4;

/** The entries as the central directory tells of them; nothing is inflated. Throws BrokenArchiveError. */
export async function* readZip(source: WatchedSource): AsyncGenerator<ArchiveEntry> {
  const { sizeBytes } = source;
  const read = async (start: number, length: number) => Buffer.from(await source.read(start, length));
  const tailStart = Math.max(0, sizeBytes - TAIL_BYTES);
  const head = await read(0, Math.min(HEAD_BYTES, sizeBytes));
  const window = openContentWindow(source, head, await read(tailStart, sizeBytes - tailStart));
  try {
    const zip = await fromRandomAccessReaderPromise(new WindowReader(window), endOfArchive(window), {
      ...{ decodeStrings: false, validateEntrySizes: false, autoClose: false },
    });
    for await (const entry of zip.eachEntry()) yield describe(entry);
  } catch (error) {
    throw new BrokenArchiveError(`zip: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function describe(entry: Entry): ArchiveEntry {
  const { generalPurposeBitFlag, compressedSize, uncompressedSize, crc32 } = entry;
  const path = shownName(getFileNameLowLevel(generalPurposeBitFlag, entry.fileName, entry.extraFields, true));
  const modified = entry.getLastModDate({ timezone: 'UTC' });
  return {
    path,
    kind: kindOf(path, entry),
    sizeBytes: uncompressedSize,
    packedBytes: compressedSize,
    ...(Number.isFinite(modified.getTime()) && { modifiedAt: modified.toISOString() }),
    ...(entry.isEncrypted() && { encrypted: true }),
    crc32: crc32.toString(16).padStart(8, '0'),
  };
}

/** Systems that know more than files and folders say so in the upper half of the attributes. */
function kindOf(path: string, { externalFileAttributes, versionMadeBy }: Entry): ArchiveEntry['kind'] {
  const isUnix = versionMadeBy >> 8 === 3;
  const mode = isUnix ? externalFileAttributes >>> 28 : 0;
  if (mode === LINK_MODE) return 'link';
  if (path.endsWith('/') || mode === FOLDER_MODE) return 'folder';
  return mode === 0 || mode === FILE_MODE ? 'file' : 'other';
}
