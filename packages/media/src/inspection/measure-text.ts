import { isUtf8 } from 'node:buffer';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type TextMeter = {
  feed(chunk: Buffer): void;
  /** The encoding when everything fed reads as text, `undefined` when it is binary; `head` is how the content begins. */
  finish(head: Buffer): TextEncoding | undefined;
};

/** The "binary data bytes" of the MIME Sniffing Standard, section 3: no text of any encoding that extends ASCII has them. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
const BINARY_BYTES = Array.from({ length: 0x20 }, (_, byte) => byte).filter((byte) => !TEXT_CONTROLS.has(byte));
const BINARY = new Set(BINARY_BYTES);

/**
 * Binary data of this length without any of 27 control bytes is a chance of one in a million: it is text, in whatever encoding.
 * What is shorter and not UTF-8 must be half ASCII.
 */
const TELLING_BYTES = 128;
const MAX_SHARE_ABOVE_ASCII = 0.5;

/** Decides over the whole stream, in any chunking, whether content is text; stops looking at the first proof that it is not. */
export function createTextMeter(): TextMeter {
  let carry = new Uint8Array(0);
  let total = 0;
  let utf8 = true;
  let binary = false;
  let wide: 'utf-16le' | 'utf-16be' | undefined;

  const measureWide = (bytes: Uint8Array): Uint8Array => {
    const [low, upper] = wide === 'utf-16le' ? [0, 1] : [1, 0];
    const even = bytes.length & ~1;
    for (let i = 0; i < even && !binary; i += 2) {
      binary = bytes[i + upper] === 0 && BINARY.has(bytes[i + low] ?? 0);
    }
    return bytes.slice(even);
  };

  const measureNarrow = (chunk: Buffer): void => {
    // 27 native searches are five times as fast as one loop over the bytes.
    binary = BINARY_BYTES.some((byte) => chunk.includes(byte));
  };

  return {
    feed(chunk) {
      if (binary || chunk.length === 0) return;
      const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
      // A byte-order mark may itself be cut in two.
      if (total + chunk.length >= 2 && total < 2) {
        if (bytes[0] === 0xff && bytes[1] === 0xfe) wide = 'utf-16le';
        if (bytes[0] === 0xfe && bytes[1] === 0xff) wide = 'utf-16be';
      }
      total += chunk.length;
      if (total < 2) {
        carry = Uint8Array.from(bytes);
        measureNarrow(chunk);
        return;
      }
      if (wide !== undefined) {
        carry = Uint8Array.from(measureWide(bytes));
        return;
      }
      measureNarrow(chunk);
      if (!utf8) return;
      const complete = completeUtf8Length(bytes);
      utf8 = isUtf8(bytes.subarray(0, complete));
      carry = Uint8Array.from(bytes.subarray(complete));
    },
    finish(head) {
      if (binary || total === 0) return undefined;
      if (wide !== undefined) return carry.length === 0 ? wide : undefined;
      if (utf8 && isUtf8(carry)) return 'utf-8';
      const isText = total >= TELLING_BYTES || shareAboveAscii(head) <= MAX_SHARE_ABOVE_ASCII;
      return isText ? 'windows-1252' : undefined;
    },
  };
}

function shareAboveAscii(bytes: Buffer): number {
  let high = 0;
  for (const byte of bytes) high += byte >>> 7;
  return high / bytes.length;
}

/** Length without a last character whose bytes have not all come yet. */
function completeUtf8Length(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
