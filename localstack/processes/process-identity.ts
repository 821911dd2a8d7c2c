import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

type Stat = { readonly state: string; readonly group: number; readonly threads: number; readonly startedAt: string };

// See proc_pid_stat(5): the program name is in brackets and may hold anything, so count from the last one.
const readStat = (pid: number | string): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      state: fields[0] ?? '',
      group: Number(fields[2]),
      threads: Number(fields[17]),
      startedAt: fields[19] ?? '',
    };
  } catch {
    return undefined;
  }
};

// A zombie with threads left is still ending: it holds its ports until the last of them is gone.
const runs = (stat: Stat | undefined): stat is Stat =>
  stat !== undefined && (!['Z', 'X'].includes(stat.state) || stat.threads > 1);

/**
 * When the process `pid` was started, as an opaque text, or undefined when no such process runs.
 * A pid alone is no proof: the system hands it to someone else after a restart.
 */
export const processIdentity = (pid: number, platform: NodeJS.Platform = process.platform): string | undefined => {
  if (platform === 'linux') {
    const stat = readStat(pid);
    return runs(stat) ? stat.startedAt : undefined;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};

/** Whether any process of the group led by `pid` still runs; a zombie that nobody collects does not count. */
export const groupRuns = (pid: number, platform: NodeJS.Platform = process.platform): boolean => {
  if (platform === 'linux') {
    return readdirSync('/proc').some((entry) => {
      if (!/^\d+$/.test(entry)) return false;
      const stat = readStat(entry);
      return runs(stat) && stat.group === pid;
    });
  }
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};
