import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createThreadChecksummer } from '../node/thread-checksummer.ts';
import { createInlineChecksummer } from './checksummer.ts';
import type { WorkerLike } from './start-worker.ts';
import { createWorkerChecksummer } from './worker-checksummer.ts';

const SIZE = 3 * 1024 ** 2 + 7;
const bytes = Uint8Array.from({ length: SIZE }, (_, n) => n % 253);
const shared = new Uint8Array(new SharedArrayBuffer(SIZE));
shared.set(bytes);
const whole = BigInt(crc32(bytes));

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
  ['inline', createInlineChecksummer()],
  ['in a thread', createThreadChecksummer()],
  ['in a worker there is none of', createWorkerChecksummer()],
  ['in a worker', createWorkerChecksummer(startHere)],
])('a checksum %s', (_where, checksum) => {
  it('is that of the bytes, in whatever they are held', async () => {
    expect(await checksum('CRC32', bytes)).toBe(whole);
    expect(await checksum('CRC32', shared)).toBe(whole);
    expect(await checksum('CRC32', new Blob([bytes]))).toBe(whole);
    expect(await checksum('CRC32', new Uint8Array())).toBe(0n);
  });

  it('is the other one when that is asked for', async () => {
    const other = await createInlineChecksummer()('CRC64NVME', bytes);
    expect(other).not.toBe(whole);
    expect(await checksum('CRC64NVME', shared)).toBe(other);
    expect(await checksum('CRC64NVME', new Blob([bytes]))).toBe(other);
  });

  it('is right for each of many that are asked for at once', async () => {
    const parts = Array.from({ length: 5 }, (_, n) => shared.subarray(n, n + 2 * 1024 ** 2));
    expect(await Promise.all(parts.map((part) => checksum('CRC32', part)))).toEqual(
      parts.map((part) => BigInt(crc32(part))),
    );
  });
});

describe('checksums on this thread', () => {
  it('are made one after the other, so that the first can be sent while the others are made', async () => {
    const order: string[] = [];
    const checksum = createInlineChecksummer(undefined, async () => void order.push('step'));
    await Promise.all(
      ['first', 'second'].map(async (name) => {
        await checksum('CRC32', bytes);
        order.push(name);
      }),
    );
    expect(order.filter((what, at) => what !== order[at - 1])).toEqual(['step', 'first', 'step', 'second']);
  });

  it('are made of the rest when one could not be', async () => {
    const checksum = createInlineChecksummer();
    const unreadable = new Blob([bytes]);
    unreadable.slice = () => {
      throw new Error('gone');
    };
    const failed = checksum('CRC32', unreadable);
    const next = checksum('CRC32', bytes);
    await expect(failed).rejects.toThrow('gone');
    expect(await next).toBe(whole);
  });
});

describe('a worker that breaks', () => {
  it('leaves what was asked of it to this thread, and the rest too', async () => {
    let fail = () => {};
    const asked: unknown[] = [];
    const broken = {
      postMessage: (message: unknown) => {
        asked.push(message);
        fail();
      },
      addEventListener: (type: string, listener: () => void) => {
        if (type === 'error') fail = listener;
      },
    } as WorkerLike;
    const checksum = createWorkerChecksummer(() => broken);
    expect(await checksum('CRC32', new Blob([bytes]))).toBe(whole);
    expect(await checksum('CRC32', new Blob([bytes]))).toBe(whole);
    expect(asked).toHaveLength(1);
  });
});
