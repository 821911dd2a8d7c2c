import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNode, checkPython, setUp } from './set-up.mjs';

let root = '';
const write = (name: string, content: string) => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
};
const lockOf = (version: string) =>
  JSON.stringify({ packages: { '': {}, 'packages/x': {}, 'node_modules/a': { version } } });

/** Runs in place of npm: notes that it ran, then installs. */
const NPM = `
  import { appendFileSync, mkdirSync, writeFileSync, copyFileSync } from 'node:fs';
  appendFileSync('runs', process.argv.slice(2).join(' ') + '\\n');
  mkdirSync('node_modules/node/bin', { recursive: true });
  writeFileSync('node_modules/node/bin/node', '');
  copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-set-up-'));
  write('package-lock.json', lockOf('1.0.0'));
  write('npm/npm-cli.js', NPM);
  write('npm/package.json', '{ "type": "module" }');
  python('3 12');
});
afterEach(() => rmSync(root, { recursive: true }));

const python = (answer: string) => {
  write('python', `#!/bin/sh\necho ${answer}\n`);
  chmodSync(join(root, 'python'), 0o755);
};
const run = async (signal?: AbortSignal) => {
  const lines: string[] = [];
  const env = {
    PATH: process.env.PATH,
    npm_execpath: join(root, 'npm/npm-cli.js'),
    SLUICE_PYTHON: join(root, 'python'),
  };
  const { node } = await setUp({ root, env, log: (line) => lines.push(line), ...(signal && { signal }) });
  return { node, lines };
};
const runs = () => (existsSync(join(root, 'runs')) ? readFileSync(join(root, 'runs'), 'utf8').trim().split('\n') : []);

describe('setUp', () => {
  it('installs what the lock file says, once', async () => {
    const { node, lines } = await run();
    expect(node).toBe(join(root, 'node_modules/node/bin/node'));
    expect(lines).toEqual([expect.stringMatching(/^…/), expect.stringMatching(/^✔ npm packages installed \d+\.\d s$/)]);
    expect((await run()).lines).toEqual([]);
    expect(runs()).toEqual(['ci --no-audit --no-fund']);
  });

  it('installs again when the lock file changed', async () => {
    await run();
    write('package-lock.json', lockOf('2.0.0'));
    await run();
    expect(runs()).toHaveLength(2);
  });

  it('leaves alone what somebody installed by hand', async () => {
    write('node_modules/.package-lock.json', lockOf('1.0.0'));
    write('node_modules/node/bin/node', '');
    expect((await run()).lines).toEqual([]);
    expect(runs()).toEqual([]);
  });

  it('says what npm said when it fails, and tries again the next time', async () => {
    write('npm/npm-cli.js', "console.error('npm error code E404\\nnpm error nothing there'); process.exitCode = 1;");
    await expect(run()).rejects.toThrow(
      'npm could not install the packages, see .sluice/logs/npm.log, then run it again\n  nothing there',
    );
    write('npm/npm-cli.js', NPM);
    await run();
    expect(runs()).toHaveLength(1);
  });

  it('falls back to npm install where the lock file does not name what every platform has', async () => {
    write(
      'npm/npm-cli.js',
      `if (process.argv[2] === 'ci') { console.error('npm error code EUSAGE'); process.exit(1); }${NPM}`,
    );
    await run();
    expect(runs()).toEqual(['install --no-save --no-audit --no-fund']);
  });

  it('stops npm when interrupted, and installs the next time', async () => {
    write(
      'npm/npm-cli.js',
      "import { writeFileSync } from 'node:fs'; writeFileSync('began', ''); setInterval(() => {}, 1000);",
    );
    const controller = new AbortController();
    const running = run(controller.signal);
    await expect.poll(() => existsSync(join(root, 'began')), { timeout: 5000 }).toBe(true);
    controller.abort(new Error('ctrl-c'));
    await expect(running).rejects.toThrow('ctrl-c');
    write('npm/npm-cli.js', NPM);
    await run();
    expect(runs()).toHaveLength(1);
  });

  it('says so when install scripts were not allowed to bring node', async () => {
    write('node_modules/.package-lock.json', lockOf('1.0.0'));
    await expect(run()).rejects.toThrow('the pinned node is not in node_modules');
  });
});

describe('what must be there', () => {
  it('is node 20', () => {
    expect(() => checkNode('v18.20.1')).toThrow('node v18.20.1 is too old, 20 or newer is needed');
    expect(() => checkNode('v20.0.0')).not.toThrow();
  });

  it('is python 3.10', () => {
    const env = { SLUICE_PYTHON: join(root, 'python') };
    expect(() => checkPython(env)).not.toThrow();
    python('3 9');
    expect(() => checkPython(env)).toThrow(
      /^the local cloud needs python 3.10 or newer \(.*python is 3.9\): sudo apt-get/,
    );
    expect(() => checkPython({ PATH: root })).toThrow('(none was found)');
  });
});
