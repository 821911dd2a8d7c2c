import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

/**
 * The most memory, in bytes, that the processes of a browser have held, its storage of Blobs and its network included
 * (Linux; 0 elsewhere).
 */
export async function peakMemoryOf(browser: Browser): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = await Promise.all(
    processInfo.map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    }),
  );
  return peaks.reduce((sum, peak) => sum + peak, 0);
}
