import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '../measure.ts';
import { createSenders } from './senders.ts';
import { type NullServer, startNullServer } from './start-null-server.ts';

const DEFAULT_ROUNDS = 15;
const MIB = 1024 ** 2;
const BYTES = 1024 * MIB;
const SMALL = 256 * MIB;
const LARGE = 5_000_000_000;
const MEMORY_RUNS = 3;
const GOALS = { of_raw: 0.95, of_lib_storage: 2.5, memory: 1.15 };

const round = (value: number) => Math.round(value * 1000) / 1000;

/**
 * How fast and how small the client is: throughput against bare HTTP and against lib-storage, rounds in turns, into a
 * server that takes every byte and keeps none; and the peak memory of 5 GB against 256 MB, each in a fresh process.
 * Prints medians and ratios as JSON on stdout and answers whether they keep their goals.
 */
export async function benchClient({ rounds = DEFAULT_ROUNDS }: { readonly rounds?: number }): Promise<boolean> {
  const server = await startNullServer();
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  try {
    // Memory first: a process is started out of one that holds little.
    const failed = [...(await measureMemory(server, folder)), ...(await measureThroughput(server, folder, rounds))];
    for (const goal of failed) console.error(`✖ ${goal}`);
    return failed.length === 0;
  } finally {
    server.stop();
    await rm(folder, { recursive: true });
  }
}

async function measureThroughput(server: NullServer, folder: string, rounds: number): Promise<string[]> {
  const bytes = new Uint8Array(BYTES);
  const pattern = crypto.getRandomValues(new Uint8Array(64 * 1024));
  for (let at = 0; at < BYTES; at += pattern.byteLength) bytes.set(pattern, at);
  const path = join(folder, 'content');
  await writeFile(path, bytes);
  const senders = Object.entries(createSenders(server, bytes, path));
  const taken = new Map<string, number[]>(senders.map(([name]) => [name, []]));
  // The first round opens connections and compiles; it does not count.
  for (let n = 0; n <= rounds; n += 1)
    for (const [name, send] of n % 2 === 0 ? senders : senders.toReversed()) {
      const started = performance.now();
      await send();
      if (n > 0) taken.get(name)?.push(performance.now() - started);
    }
  const ms = (name: string) => median(taken.get(name) ?? []);
  // Round by round: what else runs on the machine changes more from round to round than within one.
  const timesAsFastAs = (other: string, ours: string) =>
    round(median((taken.get(other) ?? []).map((theirs, n) => theirs / (taken.get(ours)?.[n] ?? Number.NaN))));
  const result = {
    rounds,
    megabytes_a_second: Object.fromEntries(senders.map(([name]) => [name, Math.round(BYTES / 1000 / ms(name))])),
    of_raw: timesAsFastAs('raw', 'ours'),
    of_raw_with_crc32: timesAsFastAs('raw', 'ours_crc32'),
    of_raw_from_a_file_with_crc32: timesAsFastAs('raw', 'ours_file_crc32'),
    of_fetch: timesAsFastAs('fetch', 'ours'),
    of_lib_storage: timesAsFastAs('lib_storage', 'ours'),
    of_lib_storage_with_crc32: timesAsFastAs('lib_storage_crc32', 'ours_crc32'),
    goals: { of_raw: GOALS.of_raw, of_lib_storage: GOALS.of_lib_storage },
  };
  console.log(JSON.stringify(result, null, 2));
  return [
    ...(result.of_raw >= GOALS.of_raw ? [] : [`throughput is ${result.of_raw} of bare HTTP, not ${GOALS.of_raw}`]),
    ...(result.of_lib_storage >= GOALS.of_lib_storage
      ? []
      : [`throughput is ${result.of_lib_storage} times lib-storage, not ${GOALS.of_lib_storage}`]),
  ];
}

async function measureMemory(server: NullServer, folder: string): Promise<string[]> {
  const peaks = { small: [] as number[], large: [] as number[] };
  for (let n = 0; n < MEMORY_RUNS; n += 1) {
    peaks.small.push(await peakOf(server, folder, SMALL));
    peaks.large.push(await peakOf(server, folder, LARGE));
  }
  const megabytes = (all: readonly number[]) => Math.round(median(all) / 1e6);
  const ratio = round(median(peaks.large) / median(peaks.small));
  const result = { peak_megabytes_256_mb: megabytes(peaks.small), peak_megabytes_5_gb: megabytes(peaks.large), ratio };
  console.log(JSON.stringify({ ...result, goal: GOALS.memory }, null, 2));
  return ratio <= GOALS.memory ? [] : [`memory at 5 GB is ${ratio} times that at 256 MB, not ${GOALS.memory}`];
}

/** The most memory that sending a file of so many bytes took. The file is sparse: reading it is what counts. */
async function peakOf(server: NullServer, folder: string, bytes: number): Promise<number> {
  const path = join(folder, `sparse-${bytes}`);
  const handle = await open(path, 'w');
  await handle.truncate(bytes);
  await handle.close();
  const script = join(import.meta.dirname, 'send-once.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--api', server.apiUrl, '--file', path]);
  return Number(JSON.parse(stdout).peak_rss);
}
