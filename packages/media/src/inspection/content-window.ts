import type { ContentSource } from '@sluice/core/inspect';
import { ContentSizeMismatchError, UnparseableContentError } from './errors.ts';

/** What inspection may read of a content besides its sequential pass. */
export const MAX_RANGED_BYTES = 32 * 1024 * 1024;
const SMALLEST_READ = 8 * 1024;
const LARGEST_READ = 1024 * 1024;

/** Random access to a content of which the first and last bytes are already held. */
export type ContentWindow = {
  readonly sizeBytes: number;
  readonly head: Buffer;
  readonly tail: Buffer;
  /** `length` bytes from `start`; fewer at the end. Rejects with `UnparseableContentError` above the ceiling of reads. */
  read(start: number, length: number): Promise<Buffer>;
};

/**
 * Serves reads from what the sequential pass kept, else by ranged reads of the source: small ones for jumps, doubling while a
 * parser walks forward, so that neither a directory of entries nor a chain of far apart tables costs a request per field.
 */
export function openContentWindow(source: ContentSource, head: Buffer, tail: Buffer): ContentWindow {
  const { sizeBytes } = source;
  const tailStart = sizeBytes - tail.length;
  let spent = 0;
  let ahead = SMALLEST_READ;
  let block = { start: 0, bytes: Buffer.alloc(0) };

  const fetchBlock = async (start: number, length: number): Promise<Buffer> => {
    const follows = start >= block.start && start <= block.start + block.bytes.length;
    ahead = follows ? Math.min(ahead * 2, LARGEST_READ) : SMALLEST_READ;
    const wanted = Math.min(Math.max(length, ahead), sizeBytes - start);
    spent += wanted;
    if (spent > MAX_RANGED_BYTES) {
      throw new UnparseableContentError(`directories need more than ${MAX_RANGED_BYTES} bytes of reads`);
    }
    const bytes = Buffer.from(await source.read(start, wanted));
    if (bytes.length < wanted) {
      throw new ContentSizeMismatchError(
        `content of ${sizeBytes} bytes answered ${bytes.length} of ${wanted} bytes from ${start}`,
      );
    }
    block = { start, bytes };
    return bytes;
  };

  return {
    sizeBytes,
    head,
    tail,
    async read(start, length) {
      if (start < 0 || start >= sizeBytes || length <= 0) return Buffer.alloc(0);
      const end = Math.min(start + length, sizeBytes);
      if (end <= head.length) return head.subarray(start, end);
      if (start >= tailStart) return tail.subarray(start - tailStart, end - tailStart);
      if (start >= block.start && end <= block.start + block.bytes.length) {
        return block.bytes.subarray(start - block.start, end - block.start);
      }
      return (await fetchBlock(start, end - start)).subarray(0, end - start);
    },
  };
}
