import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNodeHasher } from '../node/thread-hasher.ts';
import { createInlineHasher, createThreadHasher, HasherBrokenError, type HashRequest } from './hasher.ts';
import type { WorkerLike } from './start-worker.ts';
import { createWorkerHasher } from './worker-hasher.ts';

const SIZE = 100_003;
const bytes = Uint8Array.from({ length: SIZE }, (_, n) => n % 253);
const shared = new Uint8Array(new SharedArrayBuffer(SIZE));
shared.set(bytes);
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

/** A worker that runs its program right here. */
const startHere = (program: string): WorkerLike => {
  const listeners: ((event: MessageEvent) => void)[] = [];
  const scope: { onmessage?: (event: { data: unknown }) => void } = {};
  const postMessage = (data: unknown) => {
    for (const listener of listeners) listener(new MessageEvent('message', { data }));
  };
  const run = new Function('scope', 'postMessage', program.replace('onmessage =', 'scope.onmessage ='));
  run(scope, postMessage);
  return {
    postMessage: (data: unknown) => scope.onmessage?.({ data }),
    addEventListener: (type: string, listener: (event: MessageEvent) => void) => {
      if (type === 'message') listeners.push(listener);
    },
  } as WorkerLike;
};

describe.each([
  ['inline', createInlineHasher()],
  ['on a thread', createNodeHasher()],
  ['in a worker there is none of', createWorkerHasher()],
  ['in a worker', createWorkerHasher(startHere)],
])('a hash %s', (_where, hasher) => {
  it('is that of all pieces in order, in whatever they are held', async () => {
    const hash = hasher();
    for (const piece of [bytes, shared, new Blob([bytes]), new Uint8Array()]) await hash.update(piece);
    expect(await hash.hex()).toBe(sha256(Buffer.concat([bytes, bytes, bytes])));
  });

  it('leaves its caller the bytes, and reads no others of the memory they lie in', async () => {
    const own = bytes.slice();
    const hash = hasher();
    await hash.update(own.subarray(7, 77));
    expect(await hash.hex()).toBe(sha256(bytes.subarray(7, 77)));
    expect(own).toEqual(bytes);
  });

  it('is right for each of many that are made at once', async () => {
    const all = await Promise.all(
      [1, 2, 3].map(async (n) => {
        const hash = hasher();
        await Promise.all([hash.update(bytes.subarray(0, n)), hash.update(new Blob([bytes.subarray(n)]))]);
        return hash.hex();
      }),
    );
    expect(all).toEqual([1, 2, 3].map(() => sha256(bytes)));
  });
});

describe('a thread that breaks', () => {
  const start = () => {
    const asked: HashRequest[] = [];
    let breakDown = () => {};
    const hasher = createThreadHasher(({ broken }) => {
      breakDown = broken;
      return { post: (request) => void asked.push(request), rest: () => {}, wake: () => {} };
    });
    return { hasher, asked, breakDown: () => breakDown() };
  };

  it('ends what was asked of it, and what comes after is made right here', async () => {
    const { hasher, breakDown } = start();
    const update = hasher().update(bytes);
    breakDown();
    await expect(update).rejects.toThrow(HasherBrokenError);
    const next = hasher();
    await next.update(bytes);
    expect(await next.hex()).toBe(sha256(bytes));
  });

  it('never lets a hash go on without what it had', async () => {
    const { hasher, breakDown } = start();
    const hash = hasher();
    breakDown();
    await expect(hash.hex()).rejects.toThrow(HasherBrokenError);
  });
});
