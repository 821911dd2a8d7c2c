/** A SHA-256 under way: takes bytes in order, then answers 64 lower-case hex digits, once. */
export type Sha256 = { readonly update: (bytes: Uint8Array) => void; readonly hex: () => string };

/**
 * SHA-256 (FIPS 180-4) in pieces, which Web Crypto does not have. Holds all it needs, because its text is what a browser's
 * worker runs.
 */
export function createSha256(): Sha256 {
  const BLOCK = 64;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  // The first 32 bits of the fractional parts of roots of the first primes.
  const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const state = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);
  const held = new Uint8Array(BLOCK);
  const heldView = new DataView(held.buffer);
  let total = 0;

  const turn = (value: number, bits: number) => (value >>> bits) | (value << (32 - bits));
  const word = (n: number) => words[n] ?? 0;
  const stateAt = (n: number) => state[n] ?? 0;
  const mix = (view: DataView, start: number): void => {
    for (let n = 0; n < 16; n += 1) words[n] = view.getInt32(start + n * 4);
    for (let n = 16; n < 64; n += 1) {
      const early = word(n - 15);
      const late = word(n - 2);
      const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words[n] = (word(n - 16) + s0 + word(n - 7) + s1) | 0;
    }
    // One by one: to take an array apart would cost more than all the rest.
    let a = stateAt(0);
    let b = stateAt(1);
    let c = stateAt(2);
    let d = stateAt(3);
    let e = stateAt(4);
    let f = stateAt(5);
    let g = stateAt(6);
    let h = stateAt(7);
    for (let n = 0; n < 64; n += 1) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const first = (h + s1 + ((e & f) ^ (~e & g)) + (constants[n] ?? 0) + word(n)) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    state[0] = stateAt(0) + a;
    state[1] = stateAt(1) + b;
    state[2] = stateAt(2) + c;
    state[3] = stateAt(3) + d;
    state[4] = stateAt(4) + e;
    state[5] = stateAt(5) + f;
    state[6] = stateAt(6) + g;
    state[7] = stateAt(7) + h;
  };

  const update = (bytes: Uint8Array): void => {
    const before = total % BLOCK;
    total += bytes.byteLength;
    const fill = before === 0 ? 0 : Math.min(BLOCK - before, bytes.byteLength);
    held.set(bytes.subarray(0, fill), before);
    if (before > 0 && before + fill === BLOCK) mix(heldView, 0);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = fill;
    for (; at + BLOCK <= bytes.byteLength; at += BLOCK) mix(view, at);
    held.set(bytes.subarray(at), at === fill && fill > 0 && before + fill < BLOCK ? before + fill : 0);
  };

  return {
    update,
    hex: () => {
      const bits = new DataView(new ArrayBuffer(8));
      bits.setBigUint64(0, BigInt(total) * 8n);
      update(new Uint8Array([0x80, ...new Array<number>((BLOCK + 55 - (total % BLOCK)) % BLOCK).fill(0)]));
      update(new Uint8Array(bits.buffer));
      return Array.from(state, (value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}
