/** Kept of the front: enough that most files need no second read. */
export const HEAD_BYTES = 1024 * 1024;
/** Kept of the back: a ZIP's end record with the longest comment (65,557 bytes) and a PDF's trailer fit. */
export const TAIL_BYTES = 128 * 1024;

export type EdgeKeeper = {
  feed(chunk: Buffer): void;
  finish(): { readonly head: Buffer; readonly tail: Buffer };
};

/** Keeps copies of the first and last bytes of a stream of `sizeBytes`. */
export function keepEdges(sizeBytes: number): EdgeKeeper {
  const head = Buffer.alloc(Math.min(HEAD_BYTES, sizeBytes));
  const ring = Buffer.alloc(Math.min(TAIL_BYTES, sizeBytes));
  let total = 0;
  return {
    feed(chunk) {
      if (total < head.length) chunk.copy(head, total);
      if (ring.length > 0) {
        const recent = chunk.subarray(-ring.length);
        const copied = recent.copy(ring, (total + chunk.length - recent.length) % ring.length);
        recent.copy(ring, 0, copied);
      }
      total += chunk.length;
    },
    finish() {
      const at = ring.length === 0 ? 0 : total % ring.length;
      return { head, tail: Buffer.concat([ring.subarray(at), ring.subarray(0, at)]) };
    },
  };
}
