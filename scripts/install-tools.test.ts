import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installTools } from './install-tools.mjs';

const tool = { command: 'sluice-test-tool', what: 'testing', apt: ['test-tool', 'test-tool-data'], brew: 'test-tool' };

let folder = '';
const program = (name: string, script: string) => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-tools-'));
  symlinkSync('/bin/sh', join(folder, 'sh'));
  program('id', 'echo 1000');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An apt-get that notes how it is called, and installs the tool. */
const APT = `
  case "$1" in --version) exit 0;; esac
  echo "$@" >> "${'$'}{0%/*}/calls"
  case "$1" in install) printf '#!/bin/sh\\n' > "${'$'}{0%/*}/sluice-test-tool"; /bin/chmod +x "${'$'}{0%/*}/sluice-test-tool";; esac`;
const calls = () =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];

const install = async (signal?: AbortSignal) => {
  const lines: string[] = [];
  await installTools({
    tools: [tool],
    root: folder,
    env: { PATH: folder },
    log: (line) => lines.push(line),
    ...(signal && { signal }),
  });
  return lines;
};

describe('tools', () => {
  it('that are there are left alone', async () => {
    program('apt-get', APT);
    program('sluice-test-tool', '');
    expect(await install()).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it('are installed where we are root', async () => {
    program('apt-get', APT);
    program('id', 'echo 0');
    expect(await install()).toEqual([
      '… installing sluice-test-tool, a minute or two the first time',
      expect.stringMatching(/^✔ sluice-test-tool installed \d+\.\d s$/),
    ]);
    expect(calls()).toEqual(['update -qq', 'install -y -qq --no-install-recommends test-tool test-tool-data']);
  });

  it('are installed where we may be root without being asked for a password', async () => {
    program('apt-get', APT);
    program('sudo', 'shift; case "$1" in true) exit 0;; esac; shift; exec "$@"');
    expect((await install()).at(-1)).toMatch(/^✔/);
    expect(calls()).toHaveLength(2);
  });

  it.each([
    ['sudo asks for a password', () => program('sudo', 'exit 1')],
    ['there is no sudo', () => {}],
  ])('are asked for where %s', async (_, prepare) => {
    program('apt-get', APT);
    prepare();
    expect(await install()).toEqual([
      '! sluice-test-tool is not installed: no testing. sudo apt-get install --no-install-recommends test-tool test-tool-data   (macOS: brew install test-tool)',
    ]);
    expect(calls()).toEqual([]);
  });

  it('that cannot be had are no error', async () => {
    program('apt-get', 'case "$1" in --version) exit 0;; esac; exit 100');
    program('id', 'echo 0');
    expect(await install()).toEqual([
      expect.stringMatching(/^…/),
      '! apt-get could not install them, see .sluice/logs/apt.log',
      expect.stringMatching(/^! sluice-test-tool is not installed/),
    ]);
  });

  it('are not waited for when somebody stops it', async () => {
    program('apt-get', 'case "$1" in --version) exit 0;; esac; exec /bin/sleep 60');
    program('id', 'echo 0');
    const stopping = new AbortController();
    const installing = install(stopping.signal);
    stopping.abort();
    await expect(installing).rejects.toThrow(/abort/);
  });
});
