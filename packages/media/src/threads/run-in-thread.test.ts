import { describe, expect, it } from 'vitest';
import { runInThread } from './run-in-thread.ts';

const run = (code: string, input: unknown = undefined) => runInThread({ code, input, timeoutMs: 2_000, heapMb: 64 });

describe('a thread', () => {
  it('returns what its code does with what it is given', async () => {
    expect(await run('return input.a + input.b', { a: 1, b: 2 })).toEqual({ outcome: 'returned', value: 3 });
  });

  it('sees nothing of the environment', async () => {
    expect(await run('return Object.keys(process.env)')).toEqual({ outcome: 'returned', value: [] });
  });

  it.each([
    ['throws', 'throw new Error("no such picture")', /no such picture/],
    ['throws what is no error', 'throw 7', /7/],
    ['ends its process', 'process.exit(3)', /ended with 3/],
    ['takes all memory', 'const all = []; for (;;) all.push(new Array(1e6).fill(0));', /memory/],
  ])('fails when its code %s, and nothing else does', async (_, code, detail) => {
    expect(await run(code)).toEqual({ outcome: 'failed', detail: expect.stringMatching(detail) });
  });

  it('is ended when it takes too long', async () => {
    expect(await runInThread({ code: 'for (;;);', input: 0, timeoutMs: 50, heapMb: 64 })).toEqual({
      outcome: 'timed_out',
    });
  });
});
