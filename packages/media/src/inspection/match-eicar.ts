import { eicarTestString } from './eicar-signature.ts';

export type SignatureMatcher = {
  /** True from the chunk on that completes the signature. */
  feed(chunk: Buffer): boolean;
};

/** Finds the test string anywhere in a stream, also where chunks cut it, keeping at most 67 bytes between chunks. */
export function createEicarMatcher(): SignatureMatcher {
  const signature = Buffer.from(eicarTestString(), 'latin1');
  const overlap = signature.length - 1;
  let carry: Buffer = Buffer.alloc(0);
  let found = false;
  return {
    feed(chunk) {
      if (found) return true;
      // Only the seam needs the carried bytes; the chunk itself is searched where it lies.
      const seam = Buffer.concat([carry, chunk.subarray(0, overlap)]);
      found = seam.includes(signature) || chunk.includes(signature);
      carry = Buffer.from(
        chunk.length >= overlap ? chunk.subarray(-overlap) : Buffer.concat([carry, chunk]).subarray(-overlap),
      );
      return found;
    },
  };
}
