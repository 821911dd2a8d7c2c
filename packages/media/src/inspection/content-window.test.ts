import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentFrom } from '../testing/content-from.ts';
import { MAX_RANGED_BYTES, openContentWindow } from './content-window.ts';
import { ContentSizeMismatchError, UnparseableContentError } from './errors.ts';
import { keepEdges } from './keep-edges.ts';

const content = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 251));
const [head, tail] = [content.subarray(0, 100), content.subarray(-100)];

describe('a window on content', () => {
  it('answers any range as the content has it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(5_200), fc.nat(600)), { minLength: 1 }), async (ranges) => {
        const window = openContentWindow(contentFrom(content), head, tail);
        for (const [start, length] of ranges) {
          expect(await window.read(start, length)).toEqual(content.subarray(start, start + length));
        }
      }),
    );
  });

  it('asks the source for nothing that it holds', async () => {
    const source = { ...contentFrom(content), read: () => Promise.reject(new Error('asked')) };
    const window = openContentWindow(source, head, tail);
    await expect(window.read(0, 100)).resolves.toHaveLength(100);
    await expect(window.read(4_900, 500)).resolves.toHaveLength(100);
    await expect(window.read(2_000, 1)).rejects.toThrow('asked');
  });

  it('needs few reads to walk a long directory', async () => {
    const long = Buffer.alloc(3_000_000);
    let reads = 0;
    const counting = contentFrom(long);
    const source = {
      ...counting,
      read(start: number, length: number) {
        reads++;
        return counting.read(start, length);
      },
    };
    const window = openContentWindow(source, Buffer.alloc(0), Buffer.alloc(0));
    for (let at = 0; at < long.length; at += 46) await window.read(at, 46);
    expect(reads).toBeLessThan(12);
  });

  it('gives up on content that makes it read more than the ceiling', async () => {
    const source = { ...contentFrom(content), sizeBytes: 1e12, read: async (_: number, n: number) => Buffer.alloc(n) };
    const window = openContentWindow(source, head, tail);
    const jump = async () => {
      for (let at = 1e6; ; at += 1e8) await window.read(at, MAX_RANGED_BYTES / 64);
    };
    await expect(jump()).rejects.toThrow(UnparseableContentError);
  });

  it('takes a short answer for a failure of the source', async () => {
    const source = { ...contentFrom(content), read: async () => Buffer.alloc(1) };
    await expect(openContentWindow(source, head, tail).read(2_000, 5)).rejects.toThrow(ContentSizeMismatchError);
  });
});

describe('the edges of a stream', () => {
  it('are kept however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 90_000 }), { maxLength: 30, size: 'max' }), (chunks) => {
        const whole = Buffer.concat(chunks);
        const edges = keepEdges(whole.length);
        for (const chunk of chunks) edges.feed(Buffer.from(chunk));
        const kept = edges.finish();
        expect(kept.head.equals(whole.subarray(0, 1024 * 1024))).toBe(true);
        expect(kept.tail.equals(whole.subarray(-128 * 1024))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
