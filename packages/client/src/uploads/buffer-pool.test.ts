import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBufferPool } from './buffer-pool.ts';

const MIB = 1024 ** 2;
const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));
const start = (budgetMib: number) => {
  const allocated: number[] = [];
  const idle = { work: undefined as (() => void) | undefined };
  const pool = createBufferPool({
    budgetBytes: budgetMib * MIB,
    whenIdle: (work) => {
      idle.work = work;
      return () => {
        idle.work = undefined;
      };
    },
    allocate: (bytes) => {
      allocated.push(bytes / MIB);
      return new Uint8Array(bytes);
    },
  });
  return { pool, allocated, idle };
};

describe('a pool of buffers', () => {
  it('answers exactly as many bytes as were asked for', async () => {
    const { pool, allocated } = start(4);
    expect(await pool.take(MIB + 1, never)).toHaveLength(MIB + 1);
    expect(await pool.take(0, never)).toHaveLength(0);
    expect(allocated).toEqual([2, 1]);
  });

  it('uses again what is given back', async () => {
    const { pool, allocated } = start(2);
    const [first] = await Promise.all([pool.take(MIB, never), pool.take(MIB, never)]);
    const waiting = pool.take(MIB - 5, never);
    if (first) pool.give(first);
    expect((await waiting).buffer).toBe(first?.buffer);
    expect(allocated).toEqual([1, 1]);
  });

  it('keeps it between two parts, and lets go of it when nothing was taken for a while', async () => {
    const { pool, allocated, idle } = start(2);
    for (let n = 0; n < 3; n += 1) pool.give(await pool.take(MIB, never));
    expect(allocated).toEqual([1]);
    idle.work?.();
    idle.work = undefined;
    const taken = await pool.take(MIB, never);
    expect(allocated).toEqual([1, 1]);
    pool.give(taken);
    expect(idle.work).toBeDefined();
    await pool.take(MIB, never);
    expect(idle.work).toBeUndefined();
  });

  it('makes room by letting go of what lies there in another size', async () => {
    const { pool, allocated } = start(3);
    const [one] = [await pool.take(MIB, never), await pool.take(MIB, never)];
    pool.give(one);
    expect(await pool.take(2 * MIB, never)).toHaveLength(2 * MIB);
    expect(allocated).toEqual([1, 1, 2]);
  });

  it('serves one that is larger than the budget alone', async () => {
    const { pool } = start(1);
    const large = await pool.take(5 * MIB, never);
    let served = false;
    void pool.take(1, never).then(() => {
      served = true;
    });
    await settle();
    expect(served).toBe(false);
    pool.give(large);
    await settle();
    expect(served).toBe(true);
  });

  it('is left by who waits and is aborted, which lets the next one in', async () => {
    const { pool } = start(2);
    await pool.take(MIB, never);
    const controller = new AbortController();
    const tooLarge = pool.take(2 * MIB, controller.signal);
    const small = pool.take(MIB, never);
    controller.abort(new Error('enough'));
    await expect(tooLarge).rejects.toThrow('enough');
    expect(await small).toHaveLength(MIB);
  });

  it('never holds more than its budget, and serves everybody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 30 }), async (sizes) => {
        const { pool } = start(4);
        let taken = 0;
        await Promise.all(
          sizes.map(async (size) => {
            const bytes = await pool.take(size * MIB, never);
            taken += size;
            expect(taken).toBeLessThanOrEqual(4);
            await settle();
            taken -= size;
            pool.give(bytes);
          }),
        );
      }),
      { numRuns: 30 },
    );
  });
});
