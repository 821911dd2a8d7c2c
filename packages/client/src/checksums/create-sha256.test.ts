import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSha256 } from './create-sha256.ts';

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('createSha256', () => {
  it('is the SHA-256 of the bytes, whatever their number', () => {
    const all = Uint8Array.from({ length: 300 }, (_, n) => (n * 37) % 256);
    for (let length = 0; length <= all.length; length += 1) {
      const hash = createSha256();
      hash.update(all.subarray(0, length));
      expect([length, hash.hex()]).toEqual([length, expected(all.subarray(0, length))]);
    }
  });

  it('is the same in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
        const hash = createSha256();
        for (const piece of pieces) hash.update(piece);
        expect(hash.hex()).toBe(expected(Buffer.concat(pieces)));
      }),
    );
  });
});
