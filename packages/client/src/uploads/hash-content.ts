import { type Hasher, HasherBrokenError } from '../checksums/hasher.ts';
import type { BufferPool } from './buffer-pool.ts';
import { readPart } from './read-part.ts';
import type { UploadSource } from './upload-source.ts';

export type HashDeps = { readonly hasher: Hasher; readonly pool: BufferPool; readonly signal: AbortSignal };

// As large as most parts: the memory of one is good for the other.
const PIECE_BYTES = 8 * 1024 ** 2;

/**
 * SHA-256 of all bytes of a source, in lower-case hex, read in pieces. Throws TypeError when it changes meanwhile, the
 * signal's reason when aborted.
 */
export async function hashContent(deps: HashDeps, source: UploadSource): Promise<string> {
  try {
    return await hashOnce(deps, source);
  } catch (error) {
    if (!(error instanceof HasherBrokenError)) throw error;
    return hashOnce(deps, source);
  }
}

async function hashOnce({ hasher, pool, signal }: HashDeps, source: UploadSource): Promise<string> {
  const hash = hasher();
  let before: Promise<void> = Promise.resolve();
  for (let start = 0, n = 1; start < source.size; start += PIECE_BYTES, n += 1) {
    signal.throwIfAborted();
    // The next piece is read while this one is hashed.
    const size = Math.min(PIECE_BYTES, source.size - start);
    const [piece] = await Promise.all([readPart({ source, pool, signal }, { n, start, size }), before]);
    before = hash.update(piece.body).finally(piece.release);
    before.catch(() => {});
  }
  await before;
  return hash.hex();
}
