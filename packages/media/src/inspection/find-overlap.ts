import type { ZipEntry } from './read-zip-entries.ts';

/** A local header without its name. */
const LEAST_HEADER = 30;

/**
 * Why the entries of a ZIP are made for harm: two of them share bytes, so that little unpacks to much (as "a better zip bomb"
 * of 2019 does). No writer makes such an archive.
 */
export function findOverlap(entries: readonly ZipEntry[]): string | undefined {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let reached = 0;
  for (const { offset, compressedBytes } of inOrder) {
    if (offset < reached) return `two of its entries share the bytes from ${offset}`;
    reached = offset + LEAST_HEADER + compressedBytes;
  }
  return undefined;
}
