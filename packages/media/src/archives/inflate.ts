import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ExpansionError } from './errors.ts';

/** Small files of text may well become a hundred times as large. */
const ALWAYS_ALLOWED = 64 * 1024 ** 2;
/** What zlib cannot pass is 1,032; what people compress stays far below this. */
const MAX_RATIO = 200;

/** How much may come out of so many bytes: a bomb ends soon, whatever else is allowed. */
export const inflatedCeiling = (packedBytes: number, maxInflatedBytes: number): number =>
  Math.min(maxInflatedBytes, Math.max(ALWAYS_ALLOWED, packedBytes * MAX_RATIO));

/** Inflates a stream of gzip, one member or several. Throws ExpansionError above the ceiling, and what zlib throws. */
export async function* inflate(packed: AsyncIterable<Uint8Array>, ceiling: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const from = Readable.from(packed);
  from.once('error', (error) => gunzip.destroy(error));
  from.pipe(gunzip);
  let inflated = 0;
  try {
    for await (const piece of gunzip) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('zlib answers bytes');
      inflated += piece.length;
      if (inflated > ceiling) throw new ExpansionError(ceiling);
      yield piece;
    }
  } finally {
    from.destroy();
    gunzip.destroy();
  }
}
