import type { ContentSource } from '@sluice/core/runtime';
import { isTarHeader, TAR_BLOCK_BYTES } from '../inspection/probes/is-tar-header.ts';
import { type ArchiveEntry, shownName } from './archive-entry.ts';
import { inflate, inflatedCeiling } from './inflate.ts';
import { readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';
import type { WatchedSource } from './watch-source.ts';

export type OpenArchive = {
  readonly format: 'zip' | 'tar' | 'tar.gz' | 'gzip';
  readonly entries: AsyncIterable<ArchiveEntry>;
};

/** Opens an archive by what its bytes are; undefined for what is none. `called` names the one entry of a plain gzip. */
export async function readArchive(
  source: WatchedSource,
  { maxInflatedBytes, called }: { readonly maxInflatedBytes: number; readonly called?: string | undefined },
): Promise<OpenArchive | undefined> {
  const head = Buffer.from(await source.read(0, TAR_BLOCK_BYTES));
  if (isTarHeader(head)) return { format: 'tar', entries: readTar(source.stream()) };
  if (head.toString('latin1', 0, 2) === 'PK') return { format: 'zip', entries: readZip(source) };
  if (head[0] !== 0x1f || head[1] !== 0x8b) return undefined;
  const ceiling = inflatedCeiling(source.sizeBytes, maxInflatedBytes);
  const first = await firstBlock(inflate(source.stream(), ceiling));
  return isTarHeader(first)
    ? { format: 'tar.gz', entries: readTar(inflate(source.stream(), ceiling)) }
    : { format: 'gzip', entries: readGzip(source, ceiling, called) };
}

async function firstBlock(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  let block = Buffer.alloc(0);
  for await (const piece of pieces) {
    block = Buffer.concat([block, piece]);
    if (block.length >= TAR_BLOCK_BYTES) break;
  }
  return block.subarray(0, TAR_BLOCK_BYTES);
}

async function* readGzip(
  source: ContentSource,
  ceiling: number,
  called: string | undefined,
): AsyncGenerator<ArchiveEntry> {
  let sizeBytes = 0;
  for await (const piece of inflate(source.stream(), ceiling)) sizeBytes += piece.length;
  const path = shownName(called?.replace(/\.gz$/i, '') ?? '') || 'content';
  yield { path, kind: 'file', sizeBytes, packedBytes: source.sizeBytes };
}
