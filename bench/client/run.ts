import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureMemory } from './measure-memory.ts';
import { measureThroughput } from './measure-throughput.ts';
import { startNullServer } from './start-null-server.ts';
import { startSwallower } from './start-swallower.ts';

const DEFAULT_ROUNDS = 15;

/**
 * How fast and how small the client is: throughput against bare HTTP and against lib-storage, rounds in turns, into one
 * server that takes every byte and keeps none; and the peak memory of 5 GB against 256 MB, each in a fresh process.
 * Prints medians and ratios as JSON on stdout and answers whether they keep their goals.
 */
export async function benchClient({ rounds = DEFAULT_ROUNDS }: { readonly rounds?: number }): Promise<boolean> {
  const storage = await startSwallower();
  const api = await startNullServer(['--storage-url', storage.url]);
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  try {
    // Memory first: a process is started out of one that holds little.
    const memory = await measureMemory(api.apiUrl, folder);
    const failed = [...memory, ...(await measureThroughput({ apiUrl: api.apiUrl, storage, folder, rounds }))];
    for (const goal of failed) console.error(`✖ ${goal}`);
    return failed.length === 0;
  } finally {
    api.stop();
    storage.stop();
    await rm(folder, { recursive: true });
  }
}
