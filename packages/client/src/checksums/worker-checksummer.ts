import * as z from 'zod/mini';
import { type Checksummer, createInlineChecksummer } from './checksummer.ts';
import { createCrc32, createCrc64Nvme } from './create-crc.ts';
import { type StartWorker, startWorker, type WorkerLike } from './start-worker.ts';

const answerSchema = z.object({ id: z.int(), crc: z.optional(z.bigint()) });

// A Blob is read by the worker itself, in pieces: neither this thread nor the memory notices.
const PROGRAM = `
const crcs = { CRC32: (${createCrc32})(), CRC64NVME: (${createCrc64Nvme})() };
const STEP = 4 * 1024 * 1024;
onmessage = async ({ data: { id, algorithm, body } }) => {
  try {
    let crc = 0n;
    for (let at = 0; at < body.size; at += STEP)
      crc = crcs[algorithm](crc, new Uint8Array(await body.slice(at, at + STEP).arrayBuffer()));
    postMessage({ id, crc });
  } catch {
    postMessage({ id });
  }
};`;

/**
 * Computes in a worker, which is started when it is first needed. Where a page may not have one (its policy, an old
 * browser) or it breaks, this thread computes.
 */
export const createWorkerChecksummer = (start: StartWorker = startWorker): Checksummer => {
  const inline = createInlineChecksummer();
  const waiting = new Map<number, (crc: bigint | undefined) => void>();
  let worker: WorkerLike | 'none' | undefined;
  let last = 0;

  const giveUp = () => {
    worker = 'none';
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  };
  const get = (): WorkerLike | 'none' => {
    if (worker !== undefined) return worker;
    try {
      const started = start(PROGRAM);
      started.addEventListener('message', ({ data }) => {
        const { id, crc } = z.parse(answerSchema, data);
        waiting.get(id)?.(crc);
        waiting.delete(id);
      });
      started.addEventListener('error', giveUp);
      worker = started;
    } catch {
      worker = 'none';
    }
    return worker;
  };

  return async (algorithm, body) => {
    const running = body instanceof Blob ? get() : 'none';
    if (running === 'none') return inline(algorithm, body);
    last += 1;
    const id = last;
    const crc = await new Promise<bigint | undefined>((resolve) => {
      waiting.set(id, resolve);
      running.postMessage({ id, algorithm, body });
    });
    return crc ?? inline(algorithm, body);
  };
};
