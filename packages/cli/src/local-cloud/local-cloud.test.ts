import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CloudStep } from './cloud-messages.ts';
import { createTokenSource } from './create-token-source.ts';
import { createLocalCloud } from './local-cloud.ts';
import { createRunScript } from './run-cloud-script.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `source` in place of the local cloud's script. */
const scripted = (source: string) => {
  const script = join(folder, 'command.mjs');
  writeFileSync(script, `const say = (message) => console.log(JSON.stringify(message));\n${source}`);
  return createLocalCloud(createRunScript(script));
};
const STATUS = { state: 'running', api_url: 'http://a', issuer_url: 'http://i', cloud_url: 'http://c', stacks: [] };
const result = (value: object) => `say({ status: 'result', result: ${JSON.stringify(value)} });`;

describe('the local cloud, through its script', () => {
  it('tells the steps and answers what runs', async () => {
    const cloud = scripted(`
      say({ step: 'cloud', status: 'started', text: 'starting' });
      console.log('something a tool says');
      say({ step: 'cloud', status: 'done', text: 'local cloud up', seconds: 0.4 });
      ${result({ ...STATUS, started: ['cloud'] })}`);
    const steps: CloudStep[] = [];
    expect(await cloud.up({ tell: (step) => steps.push(step) })).toEqual({ ...STATUS, started: ['cloud'] });
    expect(steps).toEqual([
      { step: 'cloud', status: 'started', text: 'starting' },
      { step: 'cloud', status: 'done', text: 'local cloud up', seconds: 0.4 },
    ]);
  });

  it('passes its arguments on', async () => {
    const cloud = scripted(`say({ status: 'result', result: { token: process.argv.slice(2).join(' ') } });`);
    expect(await cloud.token({ role: 'viewer', tenant: 'globex' }, 'http://i')).toBe(
      'token --role viewer --tenant globex --issuer http://i --json',
    );
  });

  it.each([
    [false, 1],
    [true, 3],
  ])('makes an error of its failure (not running: %s, exit code %i)', async (not_running, exitCode) => {
    const failed = { status: 'failed', not_running, message: 'no luck', detail: 'Error: …', log_file: 'up.log' };
    const cloud = scripted(`say(${JSON.stringify(failed)}); process.exitCode = 1;`);
    await expect(cloud.status()).rejects.toMatchObject({
      ...{ name: 'CommandError', exitCode, message: 'no luck\n  the log is up.log' },
    });
  });

  it('says so when the script ends without a word', async () => {
    await expect(scripted('process.exit(7);').down()).rejects.toThrow('script ended with 7');
  });

  it('lets the script finish its step when aborted, and leaves none of its tools behind', async () => {
    const controller = new AbortController();
    const cloud = scripted(`
      import { spawn } from 'node:child_process';
      process.on('SIGTERM', () => setTimeout(() => { say({ step: 'cloud', status: 'done', text: 'noted' }); process.exit(130); }, 20));
      const tool = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
      tool.stdout.once('data', () => say({ step: 'tool', status: 'progress', text: String(tool.pid) }));`);
    const told: string[] = [];
    const up = cloud.up({
      signal: controller.signal,
      tell: ({ step, text }) => {
        told.push(text);
        if (step === 'tool') controller.abort(new Error('enough'));
      },
    });
    await expect(up).rejects.toThrow('enough');
    expect(told[1]).toBe('noted');
    await expect.poll(() => isRunning(Number(told[0])), { timeout: 5000 }).toBe(false);
  });

  it('says what to do where there is no clone', async () => {
    await expect(createLocalCloud(createRunScript(join(folder, 'none.ts'))).status()).rejects.toMatchObject({
      message: expect.stringContaining('run this in a clone of sluice, or give --api-url and --token'),
      exitCode: 2,
    });
  });
});

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('createTokenSource', () => {
  const tokenUntil = (seconds: number) => `h.${Buffer.from(JSON.stringify({ exp: seconds })).toString('base64url')}.s`;

  it('keeps a token until a minute before it expires', async () => {
    let now = 0;
    let minted = 0;
    const source = createTokenSource(
      async () => {
        minted += 1;
        return tokenUntil(now / 1000 + 3600);
      },
      () => now,
    );
    await Promise.all([source(), source()]);
    now = 3_539_000;
    await source();
    expect(minted).toBe(1);
    now = 3_540_000;
    await source();
    expect(minted).toBe(2);
  });

  it('tries again after a failure, and keeps nothing that says no expiry', async () => {
    const answers = [Promise.reject(new Error('down')), Promise.resolve('opaque'), Promise.resolve('other')];
    const source = createTokenSource(() => answers.shift() ?? Promise.reject(new Error('none left')));
    await expect(source()).rejects.toThrow('down');
    expect([await source(), await source()]).toEqual(['opaque', 'other']);
  });
});
