import { RefusedError } from '../runtime/index.ts';
import type { StoredPart } from './object-storage.ts';

/** A part as its client has it. */
export type ClaimedPart = { readonly n: number; readonly etag: string };

/** S3 refuses to put smaller ones together, but for the last. */
const MIN_PART_BYTES = 5 * 1024 ** 2;

/**
 * The parts of an upload whose cut only its client knows: those it names, as S3 has them, or all from the first without a
 * gap. Throws RefusedError `missing_parts`, `size_mismatch`.
 */
export function selectParts(stored: readonly StoredPart[], claimed?: readonly ClaimedPart[]): readonly StoredPart[] {
  const byNumber = new Map(stored.map((part) => [part.n, part]));
  const last = Math.max(1, ...stored.map(({ n }) => n));
  const wanted: readonly { n: number; etag?: string }[] =
    claimed === undefined || claimed.length === 0
      ? Array.from({ length: last }, (_, index) => ({ n: index + 1 }))
      : claimed;
  const absent = wanted.filter(({ n, etag }) => {
    const part = byNumber.get(n);
    // Of a part that was sent twice S3 keeps the last: this client speaks of another.
    return part === undefined || (etag !== undefined && bare(etag) !== bare(part.etag));
  });
  if (absent.length > 0) {
    throw new RefusedError(
      'missing_parts',
      `${absent.length} of ${wanted.length} parts are not stored as named: upload them and complete again`,
      absent.slice(0, 100).map(({ n }) => ({ pointer: `/parts/${n}`, detail: `part ${n} is not stored` })),
    );
  }
  const parts = stored.filter(({ n }) => wanted.some((part) => part.n === n)).sort((a, b) => a.n - b.n);
  const small = parts.slice(0, -1).find(({ sizeBytes }) => sizeBytes < MIN_PART_BYTES);
  if (small !== undefined) {
    throw new RefusedError(
      'size_mismatch',
      `part ${small.n} has ${small.sizeBytes} bytes; all but the last need ${MIN_PART_BYTES}: upload it again, larger`,
    );
  }
  return parts;
}

/** HTTP's ETags are quoted; clients keep them with or without. */
function bare(etag: string): string {
  return etag.replace(/^(?:W\/)?"(.*)"$/, '$1');
}
