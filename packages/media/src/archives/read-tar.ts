import { Readable } from 'node:stream';
import { extract, type Headers } from 'tar-stream';
import { type ArchiveEntry, shownName } from './archive-entry.ts';
import { BrokenArchiveError } from './errors.ts';

export type TarEntry = ArchiveEntry & {
  /** Its bytes; what is not read is passed over. */
  readonly content: AsyncIterable<Uint8Array>;
};

/** The entries of a TAR, one after the other as they come. Throws BrokenArchiveError. */
export async function* readTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const tar = extract();
  const from = Readable.from(bytes);
  from.once('error', (error) => tar.destroy(error));
  from.pipe(tar);
  try {
    for await (const entry of tar) {
      yield { ...describe(entry.header), content: entry };
      entry.resume();
    }
  } catch (error) {
    throw new BrokenArchiveError(`tar: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    from.destroy();
    tar.destroy();
  }
}

function describe({ name, type, size, mtime }: Headers): ArchiveEntry {
  return {
    path: shownName(name),
    kind: kindOf(type),
    sizeBytes: size ?? 0,
    ...(mtime !== undefined && Number.isFinite(mtime.getTime()) && { modifiedAt: mtime.toISOString() }),
  };
}

function kindOf(type: Headers['type']): ArchiveEntry['kind'] {
  switch (type) {
    case 'file':
    case 'contiguous-file':
      return 'file';
    case 'directory':
      return 'folder';
    case 'link':
    case 'symlink':
      return 'link';
    default:
      return 'other';
  }
}
