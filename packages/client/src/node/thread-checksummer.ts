import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import { type Checksummer, createCrcs, createInlineChecksummer } from '../checksums/checksummer.ts';
import { createCrc64Nvme } from '../checksums/create-crc.ts';

const answerSchema = z.object({ id: z.int(), crc: z.bigint() });

const PROGRAM = `
const { parentPort } = require('node:worker_threads');
const { crc32 } = require('node:zlib');
let crc64;
parentPort.on('message', ({ id, algorithm, bytes }) => {
  if (algorithm === 'CRC32') return parentPort.postMessage({ id, crc: BigInt(crc32(bytes)) });
  crc64 ??= (${createCrc64Nvme})();
  parentPort.postMessage({ id, crc: crc64(0n, bytes) });
});`;

const createNodeCrcs = () => ({
  ...createCrcs(),
  CRC32: (before: bigint, bytes: Uint8Array) => BigInt(crc32(bytes, Number(before))),
});

// Less than this is computed sooner than a thread is asked.
const WORTH_A_THREAD_BYTES = 1024 ** 2;

/** Computes memory that threads share on a thread of its own, started when it is first needed; anything else right here. */
export const createThreadChecksummer = (): Checksummer => {
  const inline = createInlineChecksummer(createNodeCrcs, () => setImmediate());
  const waiting = new Map<number, { resolve: (crc: bigint) => void; reject: (error: unknown) => void }>();
  let worker: Worker | undefined;
  let last = 0;

  const start = (): Worker => {
    // Little memory of its own: all it holds is a table.
    const started = new Worker(PROGRAM, {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    });
    started.on('message', (message) => {
      const { id, crc } = z.parse(answerSchema, message);
      waiting.get(id)?.resolve(crc);
      waiting.delete(id);
      // Whoever waits for nothing may end.
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) => {
      worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    });
    return started;
  };

  return async (algorithm, body) => {
    const shared = body instanceof Uint8Array && body.buffer instanceof SharedArrayBuffer;
    if (!shared || body.byteLength < WORTH_A_THREAD_BYTES) return inline(algorithm, body);
    worker ??= start();
    worker.ref();
    const asked = worker;
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      asked.postMessage({ id, algorithm, bytes: body });
    });
  };
};
