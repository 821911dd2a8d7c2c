/** Goes on with a checksum: the answer for what came before, then for that and `bytes`. Begins with 0n. */
export type UpdateCrc = (before: bigint, bytes: Uint8Array) => bigint;

/**
 * CRC32 as zlib has it, eight bytes a step. Holds all it needs, because its text is what a browser's worker runs.
 */
export function createCrc32(): UpdateCrc {
  const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
  const [t0 = new Uint32Array(), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0] = tables;
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    t0[n] = c;
  }
  for (let k = 1; k < 8; k += 1)
    for (let n = 0; n < 256; n += 1) {
      const c = tables[k - 1]?.[n] ?? 0;
      (tables[k] ?? t0)[n] = (c >>> 8) ^ (t0[c & 255] ?? 0);
    }
  const at = (table: Uint32Array, index: number): number => table[index & 255] ?? 0;
  return (before, bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let c = ~Number(before);
    let i = 0;
    for (const end = bytes.byteLength - 7; i < end; i += 8) {
      const low = view.getUint32(i, true) ^ c;
      const high = view.getUint32(i + 4, true);
      c =
        at(t7, low) ^
        at(t6, low >>> 8) ^
        at(t5, low >>> 16) ^
        at(t4, low >>> 24) ^
        at(t3, high) ^
        at(t2, high >>> 8) ^
        at(t1, high >>> 16) ^
        at(t0, high >>> 24);
    }
    for (; i < bytes.byteLength; i += 1) c = (c >>> 8) ^ at(t0, c ^ view.getUint8(i));
    return BigInt(~c >>> 0);
  };
}

/** CRC64NVME as S3 has it, in two halves of 32 bits, eight bytes a step. Holds all it needs, as above. */
export function createCrc64Nvme(): UpdateCrc {
  // The polynomial ad93d23594c93659, reflected.
  const POLY_HIGH = 0x9a6c9329;
  const POLY_LOW = 0xac4bc9b5;
  const lows = Array.from({ length: 8 }, () => new Int32Array(256));
  const highs = Array.from({ length: 8 }, () => new Int32Array(256));
  const none = new Int32Array(256);
  for (let n = 0; n < 256; n += 1) {
    let low = n;
    let high = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) {
        low ^= POLY_LOW;
        high ^= POLY_HIGH;
      }
    }
    (lows[0] ?? none)[n] = low;
    (highs[0] ?? none)[n] = high;
  }
  for (let k = 1; k < 8; k += 1)
    for (let n = 0; n < 256; n += 1) {
      const low = lows[k - 1]?.[n] ?? 0;
      const high = highs[k - 1]?.[n] ?? 0;
      (lows[k] ?? none)[n] = ((low >>> 8) | (high << 24)) ^ (lows[0]?.[low & 255] ?? 0);
      (highs[k] ?? none)[n] = (high >>> 8) ^ (highs[0]?.[low & 255] ?? 0);
    }
  const [l0 = none, l1 = none, l2 = none, l3 = none, l4 = none, l5 = none, l6 = none, l7 = none] = lows;
  const [h0 = none, h1 = none, h2 = none, h3 = none, h4 = none, h5 = none, h6 = none, h7 = none] = highs;
  const at = (table: Int32Array, index: number): number => table[index & 255] ?? 0;
  return (before, bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let low = ~Number(before & 0xffffffffn);
    let high = ~Number(before >> 32n);
    let i = 0;
    for (const end = bytes.byteLength - 7; i < end; i += 8) {
      const a = view.getUint32(i, true) ^ low;
      const b = view.getUint32(i + 4, true) ^ high;
      low =
        at(l7, a) ^
        at(l6, a >>> 8) ^
        at(l5, a >>> 16) ^
        at(l4, a >>> 24) ^
        at(l3, b) ^
        at(l2, b >>> 8) ^
        at(l1, b >>> 16) ^
        at(l0, b >>> 24);
      high =
        at(h7, a) ^
        at(h6, a >>> 8) ^
        at(h5, a >>> 16) ^
        at(h4, a >>> 24) ^
        at(h3, b) ^
        at(h2, b >>> 8) ^
        at(h1, b >>> 16) ^
        at(h0, b >>> 24);
    }
    for (; i < bytes.byteLength; i += 1) {
      const index = (low ^ view.getUint8(i)) & 255;
      low = ((low >>> 8) | (high << 24)) ^ at(l0, index);
      high = (high >>> 8) ^ at(h0, index);
    }
    return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
  };
}
