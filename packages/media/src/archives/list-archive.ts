import type { listArchive } from '@sluice/contracts';
import { MAIN_OUTPUT, type TaskAnswer, type TaskRunner } from '@sluice/core/process';
import type * as z from 'zod/mini';
import { type ArchiveEntry, looksNested, type Suspicion, suspicionsOf } from './archive-entry.ts';
import { BrokenArchiveError, ExpansionError } from './errors.ts';
import { readArchive } from './read-archive.ts';
import { watchSource } from './watch-source.ts';

/** Longer names are cut: a listing is to be read. */
const MAX_PATH = 1024;

/**
 * `list_archive`: its output is `{format, entries: [{path, kind, size_bytes, packed_bytes?, modified_at?, crc32?, encrypted?,
 * suspicious?}]}`; it finds `archive`, which counts them. Nothing is written anywhere under a name of an entry.
 */
export const listEntries: TaskRunner<z.output<typeof listArchive.parameters>> = async (input) => {
  const { limits, filename, put, signal } = input;
  const source = watchSource(input.source, signal);
  const entries: Listed[] = [];
  const paths = new Set<string>();
  try {
    const archive = await readArchive(source, { maxInflatedBytes: limits.maxInflatedBytes, called: filename });
    if (archive === undefined) return { outcome: 'unsupported', detail: `${input.mimeType} is no archive we open` };
    for await (const entry of archive.entries) {
      if (entries.length >= limits.maxEntries) {
        return { outcome: 'too_many_entries', detail: `it has more than ${limits.maxEntries} entries` };
      }
      entries.push(listed(entry, paths.has(entry.path)));
      paths.add(entry.path);
      source.throwIfFailed();
    }
    await put(
      MAIN_OUTPUT,
      'application/json',
      new TextEncoder().encode(JSON.stringify({ format: archive.format, entries })),
    );
    const value = { format: archive.format, ...countsOf(entries) };
    return { outcome: 'succeeded', findings: { archive: { value, confidence: 1, source: 'process' } } };
  } catch (error) {
    source.throwIfFailed();
    return answerOf(error);
  }
};

type Listed = {
  readonly path: string;
  readonly kind: ArchiveEntry['kind'];
  readonly size_bytes: number;
  readonly packed_bytes?: number;
  readonly modified_at?: string;
  readonly crc32?: string;
  readonly encrypted?: true;
  readonly suspicious?: readonly Suspicion[];
};

function listed(entry: ArchiveEntry, isKnown: boolean): Listed {
  const { path, kind, sizeBytes, packedBytes, modifiedAt, crc32, encrypted } = entry;
  const suspicious: Suspicion[] = [...suspicionsOf(entry), ...(isKnown ? (['duplicate'] as const) : [])];
  return {
    path: path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path,
    kind,
    size_bytes: sizeBytes,
    ...(packedBytes !== undefined && { packed_bytes: packedBytes }),
    ...(modifiedAt !== undefined && { modified_at: modifiedAt }),
    ...(crc32 !== undefined && { crc32 }),
    ...(encrypted && { encrypted }),
    ...(suspicious.length > 0 && { suspicious }),
  };
}

function countsOf(entries: readonly Listed[]) {
  const count = (is: (entry: Listed) => boolean) => entries.filter(is).length;
  return {
    entries: entries.length,
    files: count(({ kind }) => kind === 'file'),
    folders: count(({ kind }) => kind === 'folder'),
    size_bytes: entries.reduce((sum, { size_bytes }) => sum + size_bytes, 0),
    encrypted: count(({ encrypted }) => encrypted === true),
    suspicious: count(({ suspicious }) => suspicious !== undefined),
    nested: count(looksNested),
  };
}

/** What speaks against the archive; throws on what does not. */
function answerOf(error: unknown): TaskAnswer {
  if (!(error instanceof Error)) throw error;
  const cause = error instanceof BrokenArchiveError && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof ExpansionError) return { outcome: 'expansion_too_high', detail: cause.message };
  if (error instanceof BrokenArchiveError) return { outcome: 'unparseable', detail: error.message };
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')) {
    return { outcome: 'unparseable', detail: `gzip: ${error.message}` };
  }
  throw error;
}
