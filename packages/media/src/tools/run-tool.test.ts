import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../../../localstack/processes/wait-until.ts';
import { runTool, type ToolLimits } from './run-tool.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-run-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const LIMITS: ToolLimits = { wallSeconds: 10, memoryBytes: 4 * 1024 ** 3, fileBytes: 1024 ** 2 };
const sh = (script: string, limits: Partial<ToolLimits> = {}, signal = new AbortController().signal) =>
  runTool('/bin/sh', { args: ['-c', script], folder, limits: { ...LIMITS, ...limits }, signal });
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a program', () => {
  it('says how it ended, and what it printed', async () => {
    expect(await sh('echo out; echo err >&2; exit 3')).toEqual({
      outcome: 'exited',
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('sees nothing of the environment but a home of its own', async () => {
    const end = await sh('env | cut -d= -f1 | sort');
    expect(end).toMatchObject({ stdout: expect.not.stringMatching(/AWS|NODE|npm/) });
    expect(await sh('echo $HOME; pwd')).toMatchObject({ stdout: `${folder}\n${folder}\n` });
  });

  it('is given its arguments as they are', async () => {
    const args = ['-c', 'printf "%s|" "$@"', 'x', '$(id)', '; exit 9', 'a b'];
    const end = await runTool('/bin/sh', { args, folder, limits: LIMITS, signal: new AbortController().signal });
    expect(end).toMatchObject({ code: 0, stdout: '$(id)|; exit 9|a b|' });
  });

  it('is ended after its time, with all that it started', async () => {
    const end = sh('sleep 60 & echo $! > pid; sleep 60', { wallSeconds: 0.5 });
    expect(await end).toMatchObject({ outcome: 'timed_out' });
    const { readFileSync } = await import('node:fs');
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    await waitUntil('its child is dead', async () => (isAlive(pid) ? undefined : true), { timeoutMs: 5_000 });
  });

  it('leaves nobody behind when it ends by itself', async () => {
    const end = await sh('sleep 60 >/dev/null 2>&1 & echo $!');
    const pid = Number(end.outcome === 'exited' ? end.stdout : 0);
    await waitUntil('its child is dead', async () => (isAlive(pid) ? undefined : true), { timeoutMs: 5_000 });
  });

  it('is ended when it prints without end', async () => {
    expect(await sh('yes', { printedBytes: 100_000 })).toMatchObject({ outcome: 'too_much_output' });
  });

  it('cannot write more than it may', async () => {
    const end = await sh('head -c 5000000 /dev/zero > large; ls -l large | awk "{print \\$5}"', { fileBytes: 100_000 });
    expect(end).not.toMatchObject({ outcome: 'exited', code: 0, stdout: '5000000\n' });
    expect(existsSync(join(folder, 'large'))).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('cannot take more memory than it may [needs Linux]', async () => {
    const end = await sh('head -c 300000000 /dev/zero | tail -c 299999999 > /dev/null; echo $?', {
      memoryBytes: 100 * 1024 ** 2,
    });
    expect(end).toMatchObject({ outcome: 'exited', stdout: expect.not.stringMatching(/^0$/m) });
  });

  it('is dead when the work is called off', async () => {
    const calledOff = new AbortController();
    const running = sh('echo $$ > own; exec sleep 60', {}, calledOff.signal);
    await waitUntil('it runs', async () => (existsSync(join(folder, 'own')) ? true : undefined), { timeoutMs: 5_000 });
    calledOff.abort(new Error('time is over'));
    await expect(running).rejects.toThrow('time is over');
  });

  it('that is not there is an error of ours', async () => {
    const run = { args: [], folder, limits: LIMITS, signal: new AbortController().signal };
    expect(await runTool('/no/such/program', run)).toMatchObject({ outcome: 'exited', code: 127 });
  });
});
