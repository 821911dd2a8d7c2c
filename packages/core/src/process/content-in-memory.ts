import type { ContentSource } from '../runtime/index.ts';

const STEP = 64 * 1024;

/** Bytes at hand as a content to read, in pieces as they would come. */
export function contentInMemory(bytes: Uint8Array): ContentSource {
  return {
    sizeBytes: bytes.byteLength,
    async *stream() {
      for (let at = 0; at < bytes.byteLength; at += STEP) yield bytes.subarray(at, at + STEP);
    },
    read: async (start, length) => bytes.subarray(start, start + length),
  };
}

/** All pieces of a stream, in one buffer of its own. */
export async function joinPieces(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
}
