import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupRuns, processIdentity } from './process-identity.ts';
import { type DetachedProcess, startDetached } from './start-detached.ts';
import { stopGroup } from './stop-group.ts';
import { waitUntil } from './wait-until.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-process-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a shell script as a group of its own, and waits until it says `ready`. */
const startShell = async (script: string): Promise<DetachedProcess> => {
  const logFile = join(folder, 'log');
  const env = { PATH: '/usr/bin:/bin' };
  const child = startDetached({ command: '/bin/sh', args: ['-c', script], cwd: folder, env, logFile });
  await waitUntil('it is ready', () => readFileSync(logFile, 'utf8').includes('ready'), { timeoutMs: 5000 });
  return child;
};

describe('stopGroup', () => {
  it('asks first: the process ends in its own way', async () => {
    const child = await startShell(`trap 'echo saved; exit 0' TERM; echo ready; while :; do sleep 0.05; done`);
    await stopGroup(child);
    expect(child.lastLog()).toContain('saved');
    expect(groupRuns(child.pid)).toBe(false);
  });

  it('kills a process that does not listen, after the grace', async () => {
    const child = await startShell(`trap '' TERM; echo ready; while :; do sleep 0.05; done`);
    await stopGroup(child, 100);
    expect(groupRuns(child.pid)).toBe(false);
  });

  it('kills children that outlive their leader', async () => {
    const child = await startShell(`sh -c "trap '' TERM; echo ready; while :; do sleep 0.05; done" & wait`);
    await stopGroup(child);
    expect(groupRuns(child.pid)).toBe(false);
  });

  it('leaves a process alone that only has the same pid', async () => {
    const child = await startShell('echo ready; exec sleep 60');
    await stopGroup({ pid: child.pid, identity: 'started at another time' });
    expect(processIdentity(child.pid)).toBe(child.identity);
    await stopGroup(child);
  });

  it('does nothing when it is gone already', async () => {
    const child = await startShell('echo ready');
    await waitUntil('it ended', () => child.exit() !== undefined, { timeoutMs: 5000 });
    await stopGroup(child);
    expect(groupRuns(child.pid)).toBe(false);
  });
});
