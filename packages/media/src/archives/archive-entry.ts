/** One entry as its archive tells of it; nothing of it is believed. */
export type ArchiveEntry = {
  /** As people read it: control characters are shown as �. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly sizeBytes: number;
  /** Bytes it takes in the archive; absent where entries are not compressed one by one. */
  readonly packedBytes?: number;
  /** RFC 3339, in UTC where the archive says so and as if it did where not. */
  readonly modifiedAt?: string;
  readonly encrypted?: boolean;
  /** Eight lower-case hex digits. */
  readonly crc32?: string;
};

/** Why nobody should write an entry where it says. */
export type Suspicion = 'absolute' | 'traversal' | 'link' | 'device' | 'duplicate';

/** What is suspicious about an entry, by its path and kind alone. */
export function suspicionsOf({ path, kind }: Pick<ArchiveEntry, 'path' | 'kind'>): Suspicion[] {
  const found: Suspicion[] = [];
  if (/^([/\\]|[A-Za-z]:)/.test(path)) found.push('absolute');
  if (path.split(/[/\\]/).includes('..')) found.push('traversal');
  if (kind === 'link') found.push('link');
  if (kind === 'other') found.push('device');
  return found;
}

const ARCHIVE_NAME = /\.(zip|jar|tar|tgz|gz|bz2|xz|zst|7z|rar)$/i;

/** Whether an entry looks like an archive by its name. */
export const looksNested = ({ path, kind }: Pick<ArchiveEntry, 'path' | 'kind'>): boolean =>
  kind === 'file' && ARCHIVE_NAME.test(path);

/** Control characters and marks that turn text around would make a name look like another. */
export const shownName = (name: string): string => name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
