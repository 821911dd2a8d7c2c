import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import { median } from '../measure.ts';

const SMALL = 256 * 1024 ** 2;
const LARGE = 5_000_000_000;
const WORKS = ['copy', 'hash', 'create_archive'] as const;
const MAX_RATIO = 1.15;
const MAX_BYTES = 256 * 1024 ** 2;

/** What workers that stream hold at most: 5 GB against 256 MB, in a process of their own, from a store beside. */
export const benchStreaming: Bench = async ({ rounds = 3 }) => {
  const store = fork(join(import.meta.dirname, 'generating-store.ts'));
  const [endpoint] = await once(store, 'message');
  try {
    const results = [];
    for (const work of WORKS) {
      const peaks = { small: [] as number[], large: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        peaks.small.push(await peakOf(work, SMALL, String(endpoint)));
        peaks.large.push(await peakOf(work, LARGE, String(endpoint)));
      }
      const [small, large] = [median(peaks.small), median(peaks.large)];
      const ratio = Math.round((large / small) * 1000) / 1000;
      const megabytes = (bytes: number) => Math.round(bytes / 1e6);
      results.push({
        work,
        peak_mb_256_mb: megabytes(small),
        peak_mb_5_gb: megabytes(large),
        ratio,
        holds: ratio <= MAX_RATIO && large <= MAX_BYTES,
      });
    }
    console.log(JSON.stringify(results, null, 2));
    return results.every(({ holds }) => holds);
  } finally {
    store.disconnect();
  }
};

async function peakOf(work: string, bytes: number, endpoint: string): Promise<number> {
  const args = [
    join(import.meta.dirname, 'run-once.ts'),
    '--work',
    work,
    '--bytes',
    String(bytes),
    '--endpoint',
    endpoint,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(JSON.parse(stdout).peak_rss);
}
