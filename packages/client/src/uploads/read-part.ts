import { type PartBody, sizeOfBody } from '../transport/put-transport.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { UploadSource } from './upload-source.ts';

/** A part at hand: its bytes stay as they are until it is released. */
export type PartAtHand = { readonly body: PartBody; readonly release: () => void };

/** Larger parts are streamed: a few of them would fill the memory. */
const MOST_HELD_BYTES = 32 * 1024 ** 2;

/** Reads the bytes from `start` on, into memory of the pool where the source can. Throws TypeError when there are fewer. */
export async function readPart(
  { source, pool, signal }: { source: UploadSource; pool: BufferPool; signal: AbortSignal },
  { n, start, size }: { n: number; start: number; size: number },
): Promise<PartAtHand> {
  const check = (given: number) => {
    if (given !== size)
      throw new TypeError(`${source.name} changed while it was sent: part ${n} has ${given} bytes, not ${size}`);
  };
  if (source.readInto === undefined || size > MOST_HELD_BYTES) {
    const body = await source.read(start, start + size);
    check(sizeOfBody(body));
    return { body, release: () => {} };
  }
  const body = await pool.take(size, signal);
  try {
    check(await source.readInto(body, start));
    return { body, release: () => pool.give(body) };
  } catch (error) {
    pool.give(body);
    throw error;
  }
}
