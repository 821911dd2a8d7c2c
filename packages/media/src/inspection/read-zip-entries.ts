import { fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import type { ContentWindow } from './content-window.ts';
import { UnparseableContentError } from './errors.ts';
import { endOfArchive, WindowReader } from './window-reader.ts';

export type ZipEntry = {
  /** As stored; the encoding is the archive's own business. */
  readonly name: string;
  readonly uncompressedBytes: number;
  readonly encrypted: boolean;
  readonly compressedBytes: number;
  /** Of its local header. */
  readonly offset: number;
  /** 0 as it is, 8 deflated. */
  readonly method: number;
};

/** The entries as the central directory declares them, one at a time; content is never inflated. */
export async function* readZipEntries(window: ContentWindow): AsyncGenerator<ZipEntry> {
  const reader = new WindowReader(window);
  try {
    const zip = await fromRandomAccessReaderPromise(reader, endOfArchive(window), {
      // Names are only compared: one that climbs out of its folder must not stop the count.
      decodeStrings: false,
      validateEntrySizes: false,
      autoClose: false,
    });
    for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) yield entry;
  } catch (error) {
    // What the source refused is not the archive's fault.
    if (reader.failure !== undefined) throw reader.failure;
    if (error instanceof Error && error.message.includes('strong encryption')) {
      yield { name: '', uncompressedBytes: 0, encrypted: true, compressedBytes: 0, offset: 0, method: 0 };
      return;
    }
    throw new UnparseableContentError(`zip: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function nextEntry(zip: ZipFile): Promise<ZipEntry | undefined> {
  return new Promise((resolve, reject) => {
    zip.removeAllListeners();
    zip.once('error', reject);
    zip.once('end', () => resolve(undefined));
    zip.once('entry', (entry) =>
      resolve({
        name: entry.fileName.toString('latin1'),
        uncompressedBytes: entry.uncompressedSize,
        encrypted: (entry.generalPurposeBitFlag & 1) === 1,
        compressedBytes: entry.compressedSize,
        offset: entry.relativeOffsetOfLocalHeader,
        method: entry.compressionMethod,
      }),
    );
    zip.readEntry();
  });
}
