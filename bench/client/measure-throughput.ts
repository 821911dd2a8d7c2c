import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from '../measure.ts';
import { createSenders, PART_BYTES, type Sender } from './senders.ts';
import type { Swallower } from './start-swallower.ts';

const BYTES = 1024 ** 3;
const GOALS = { of_raw: 0.95, of_lib_storage: 2.5 };

export type ThroughputOptions = {
  readonly apiUrl: string;
  /** What all senders send to. */
  readonly storage: Swallower;
  readonly folder: string;
  readonly rounds: number;
};
/** One sending of one gigabyte. */
type Taken = { readonly ms: number; readonly cpuMs: number };

/** Throughput of each sender in turns, and ours as a multiple of others'; prints them, and answers which goals were missed. */
export async function measureThroughput({ apiUrl, storage, folder, rounds }: ThroughputOptions): Promise<string[]> {
  const bytes = randomBytes();
  const path = join(folder, 'content');
  await writeFile(path, bytes);
  const senders = Object.entries(createSenders({ apiUrl, s3Url: storage.url }, bytes, path));
  const taken = new Map<string, Taken[]>(senders.map(([name]) => [name, []]));
  // The first round opens connections and compiles; it does not count.
  for (let n = 0; n <= rounds; n += 1)
    for (const [name, send] of shuffled(senders)) {
      const one = await timeSending(name, send, storage);
      if (n > 0) taken.get(name)?.push(one);
    }
  const all = (name: string) => taken.get(name) ?? [];
  const medians = (of: (one: Taken) => number) =>
    Object.fromEntries(senders.map(([name]) => [name, Math.round(median(all(name).map(of)))]));
  // Round by round: what else runs on the machine changes more from round to round than within one.
  const timesAsFastAs = (other: string, ours: string) =>
    Math.round(median(all(other).map(({ ms }, n) => ms / (all(ours)[n]?.ms ?? Number.NaN))) * 1000) / 1000;
  const result = {
    rounds,
    megabytes_a_second: medians(({ ms }) => BYTES / 1000 / ms),
    processor_ms_of_the_sender: medians(({ cpuMs }) => cpuMs),
    checksums_off: {
      of_raw: timesAsFastAs('raw', 'ours'),
      of_fetch: timesAsFastAs('fetch', 'ours'),
      of_lib_storage: timesAsFastAs('lib_storage', 'ours'),
      from_a_file_of_raw: timesAsFastAs('raw', 'ours_file'),
    },
    crc32_on_both_sides: {
      of_raw: timesAsFastAs('raw_crc32', 'ours_crc32'),
      of_lib_storage: timesAsFastAs('lib_storage_crc32', 'ours_crc32'),
      from_a_file_of_raw: timesAsFastAs('raw_crc32', 'ours_file_crc32'),
    },
    crc32_of_raw_without: timesAsFastAs('raw', 'ours_crc32'),
    raw_of_lib_storage: timesAsFastAs('lib_storage', 'raw'),
    goals: GOALS,
  };
  console.log(JSON.stringify(result, null, 2));
  const { of_raw, of_lib_storage } = result.checksums_off;
  return [
    ...(of_raw >= GOALS.of_raw ? [] : [`throughput is ${of_raw} of bare HTTP, not ${GOALS.of_raw}`]),
    ...(of_lib_storage >= GOALS.of_lib_storage
      ? []
      : [`throughput is ${of_lib_storage} times lib-storage, not ${GOALS.of_lib_storage}`]),
  ];
}

/** In an order of its own each round: who comes after a sender that leaves much garbage behind would pay for it. */
function shuffled<T>(items: readonly T[]): T[] {
  const places = items.map((item) => ({ item, place: Math.random() }));
  return places.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

function randomBytes(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BYTES);
  const pattern = crypto.getRandomValues(new Uint8Array(64 * 1024));
  for (let at = 0; at < BYTES; at += pattern.byteLength) bytes.set(pattern, at);
  return bytes;
}

/** Throws when the storage has not taken exactly what was to be sent: who sends less is not faster. */
async function timeSending(name: string, send: Sender, storage: Swallower): Promise<Taken> {
  const before = await storage.taken();
  const cpu = process.cpuUsage();
  const started = performance.now();
  await send();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const after = await storage.taken();
  const came = { bytes: after.bytes - before.bytes, puts: after.puts - before.puts };
  if (came.bytes !== BYTES || came.puts !== BYTES / PART_BYTES)
    throw new Error(`${name} sent ${came.bytes} bytes in ${came.puts} parts, not ${BYTES} in ${BYTES / PART_BYTES}`);
  return { ms, cpuMs: (user + system) / 1000 };
}
