import { existsSync, readFileSync } from 'node:fs';

/**
 * The most memory a process (this one unless told) ever held, in bytes. Linux counts for `getrusage` what the parent held
 * before it started us, so its own figure is read where there is one.
 */
export function readPeakRss(pid: number | 'self' = 'self'): number {
  const path = `/proc/${pid}/status`;
  const kilobytes = existsSync(path) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
  if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  if (pid !== 'self') throw new Error(`the memory of process ${pid} can be read on Linux only, while it runs`);
  return process.resourceUsage().maxRSS * 1024;
}
