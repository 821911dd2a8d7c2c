import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

/** The most memory, in bytes, that each process of a browser has held, by its id (Linux; none elsewhere). */
export type Peaks = ReadonlyMap<number, number>;

/** Its storage of Blobs and its network are processes of their own, and counted. */
export async function peaksOf(browser: Browser): Promise<Peaks> {
  if (process.platform !== 'linux') return new Map();
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = await Promise.all(
    processInfo.map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return [id, Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024] as const;
    }),
  );
  return new Map(peaks);
}

/**
 * By how much the peak of the one that grew most has grown, of those that were there before: each maps much of the same
 * programs and shared memory, so that a sum would count it several times.
 */
export function mostGrownOf(before: Peaks, after: Peaks): number {
  return Math.max(0, ...[...before].map(([id, peak]) => (after.get(id) ?? peak) - peak));
}
