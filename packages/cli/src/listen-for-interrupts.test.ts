import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const MODULE = join(import.meta.dirname, 'listen-for-interrupts.ts');
const SOURCE = `
  import { listenForInterrupts } from ${JSON.stringify(MODULE)};
  const signal = listenForInterrupts(process);
  const alive = setInterval(() => {}, 1000);
  signal.addEventListener('abort', () => setTimeout(() => { console.log(signal.reason.message); clearInterval(alive); }, 50));
  console.log('ready');`;

const run = async (stop: (child: ReturnType<typeof spawn>) => void) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SOURCE], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (out === '') stop(child);
    out += text;
  });
  const [code, signal] = await once(child, 'exit');
  return { out: out.trim().split('\n').slice(1), code, signal };
};

describe('listenForInterrupts', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('lets the process end by itself after %s', async (name) => {
    expect(await run((child) => child.kill(name))).toEqual({ out: [`interrupted by ${name}`], code: 0, signal: null });
  });
  it('takes a second Ctrl-C for the first', async () => {
    const ended = await run((child) => {
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGINT'), 10);
    });
    expect(ended).toEqual({ out: ['interrupted by SIGINT'], code: 0, signal: null });
  });
  it('notices that what started it is gone', async () => {
    expect((await run((child) => child.disconnect())).out).toEqual(['interrupted by the end of what started it']);
  });
});
