import { groupRuns, processIdentity } from './process-identity.ts';
import { WaitTimeoutError, waitUntil } from './wait-until.ts';

const signal = (target: number, name: NodeJS.Signals): void => {
  try {
    process.kill(target, name);
  } catch (error) {
    // ESRCH: already gone, which is what we want. EPERM on macOS: only zombies are left in the group.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
};

/**
 * Stops the process `pid` and everything in the group it leads: asks the leader, waits up to `graceMs`
 * milliseconds for it to save its state, then kills whatever is left. Answers once nothing runs.
 * Does nothing when `identity` tells that the pid belongs to someone else by now.
 */
export const stopGroup = async (
  { pid, identity }: { readonly pid: number; readonly identity: string },
  graceMs = 15_000,
): Promise<void> => {
  if (processIdentity(pid) === identity) {
    signal(pid, 'SIGTERM');
    try {
      await waitUntil('the process ends', () => processIdentity(pid) !== identity, { timeoutMs: graceMs });
    } catch (error) {
      if (!(error instanceof WaitTimeoutError)) throw error;
    }
  } else if (processIdentity(pid) !== undefined) {
    return;
  }
  // Children that outlive their leader keep its group, so the number cannot have been given to anyone else.
  if (!groupRuns(pid)) return;
  signal(-pid, 'SIGKILL');
  await waitUntil(`process group ${pid} ends`, () => !groupRuns(pid), { timeoutMs: 10_000 });
};
