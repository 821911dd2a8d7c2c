import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '../measure.ts';

const SMALL = 256 * 1024 ** 2;
const LARGE = 5_000_000_000;
const RUNS = 3;
const GOAL = 1.15;

/** The peak memory of 5 GB against 256 MB, medians of three; prints them, and answers which goals were missed. */
export async function measureMemory(apiUrl: string, folder: string): Promise<string[]> {
  const peaks = { small: [] as number[], large: [] as number[] };
  for (let n = 0; n < RUNS; n += 1) {
    peaks.small.push(await peakOf(apiUrl, folder, SMALL));
    peaks.large.push(await peakOf(apiUrl, folder, LARGE));
  }
  const megabytes = (all: readonly number[]) => Math.round(median(all) / 1e6);
  const ratio = Math.round((median(peaks.large) / median(peaks.small)) * 1000) / 1000;
  const result = { peak_megabytes_256_mb: megabytes(peaks.small), peak_megabytes_5_gb: megabytes(peaks.large), ratio };
  console.log(JSON.stringify({ ...result, goal: GOAL }, null, 2));
  return ratio <= GOAL ? [] : [`memory at 5 GB is ${ratio} times that at 256 MB, not ${GOAL}`];
}

/** The most memory that sending a file of so many bytes took. The file is sparse: reading it is what counts. */
async function peakOf(apiUrl: string, folder: string, bytes: number): Promise<number> {
  const path = join(folder, `sparse-${bytes}`);
  const handle = await open(path, 'w');
  await handle.truncate(bytes);
  await handle.close();
  const script = join(import.meta.dirname, 'send-once.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--api', apiUrl, '--file', path]);
  return Number(JSON.parse(stdout).peak_rss);
}
