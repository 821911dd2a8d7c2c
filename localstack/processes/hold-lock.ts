import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { processIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

const take = (file: string, owner: string): boolean => {
  try {
    writeFileSync(file, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return false;
  }
};

const dropIfAbandoned = (file: string): void => {
  try {
    const [pid, identity] = readFileSync(file, 'utf8').split(' ');
    if (processIdentity(Number(pid)) !== identity) rmSync(file, { force: true });
  } catch {
    // Its owner has just removed it.
  }
};

/** Runs `work` while no other process holds `file`; a lock whose owner died is taken over. Waits up to 5 minutes. */
export const holdLock = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(file), { recursive: true });
  const owner = `${process.pid} ${processIdentity(process.pid) ?? ''}`;
  await waitUntil(
    `the lock ${file} is free`,
    () => {
      if (take(file, owner)) return true;
      dropIfAbandoned(file);
      return false;
    },
    { timeoutMs: 300_000, everyMs: 50 },
  );
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
