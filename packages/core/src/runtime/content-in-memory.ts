import type { ContentSource } from './content-source.ts';

/** Pieces are small, so that whoever reads meets their borders. */
const PIECE_BYTES = 1024;

/** Bytes at hand as a content to read, in pieces as they would come. */
export function contentInMemory(bytes: Uint8Array): ContentSource {
  return {
    sizeBytes: bytes.byteLength,
    async *stream() {
      for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
    },
    read: async (start, length) => bytes.subarray(start, start + length),
  };
}
