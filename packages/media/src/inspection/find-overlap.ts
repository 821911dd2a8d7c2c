import type { ZipEntry } from './read-zip-entries.ts';

/** A local header without its name. */
const LEAST_HEADER = 30;

/** Writers by mistake list an entry twice, or two that are empty; a bomb needs many. */
const MISTAKES = 2;

/**
 * Why the entries of a ZIP are made for harm: some of them share bytes, so that little unpacks to much (as "a better zip bomb"
 * of 2019 does). One or two that do are a writer's mistake.
 */
export function findOverlap(entries: readonly ZipEntry[]): string | undefined {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let reached = 0;
  let shared = 0;
  for (const { offset, compressedBytes } of inOrder) {
    if (offset < reached && ++shared > MISTAKES) return `several of its entries share the bytes from ${offset}`;
    reached = offset + LEAST_HEADER + compressedBytes;
  }
  return undefined;
}
