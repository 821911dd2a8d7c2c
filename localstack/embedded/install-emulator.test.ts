import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installEmulator } from './install-emulator.ts';

let root: string;
let calls: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-install-'));
  calls = join(root, 'calls');
  mkdirSync(join(root, 'bin'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const program = (name: string, script: string): void => {
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\nPATH=/usr/bin:/bin\necho "${name} $*" >> "${calls}"\n${script}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
};

/** A machine whose Python is of this version and can do `abilities` with `-m`. */
const machine = ({
  version = '3 11',
  abilities = ['venv', 'pip'],
}: {
  version?: string;
  abilities?: string[];
} = {}) => {
  const python = join(root, 'bin', 'python3');
  program(
    'python3',
    `case "$*" in
       -c*) echo "${version} ${python}" ;;
       "-m venv"*) ${abilities.includes('venv') ? `mkdir -p "$3/bin" && cp "${python}" "$3/bin/python"` : 'echo "ensurepip is not available" >&2; exit 1'} ;;
       "-m pip install"*awscrt*) ${abilities.includes('wheels') || !abilities.includes('source only') ? ':' : 'echo "no wheel" >&2; exit 1'} ;;
       "-m pip"*) ${abilities.includes('pip') ? ':' : 'echo "No module named pip" >&2; exit 1'} ;;
     esac`,
  );
  if (abilities.includes('uv')) program('uv', `[ "$1" = venv ] && mkdir -p "$6/bin" && touch "$6/bin/python"; exit 0`);
};

// Nothing else on PATH: the Python of this machine must not be found.
const install = () => installEmulator({ root, env: { PATH: join(root, 'bin') } });
const called = (): string[] => readFileSync(calls, 'utf8').trim().split('\n');

describe('installEmulator', () => {
  it('makes a virtual environment and installs the pinned packages into it', async () => {
    machine();
    const done = await install();
    expect(done).toEqual({
      python: join(root, '.sluice', 'emulator', 'venv', 'bin', 'python'),
      optionalPackages: true,
      installed: true,
    });
    expect(called().filter((call) => call.includes('pip install'))).toEqual([
      expect.stringMatching(/ ministack==1\.5\.33$/),
      expect.stringMatching(/ awscrt==/),
    ]);
  });

  it('calls nothing the second time', async () => {
    machine();
    const first = await install();
    const before = called();
    expect(await install()).toEqual({ ...first, installed: false });
    expect(called()).toEqual(before);
  });

  it('installs once when two ask at the same time', async () => {
    machine();
    const [first, second] = await Promise.all([install(), install()]);
    expect([first.installed, second.installed].sort()).toEqual([false, true]);
  });

  it('starts again after an installation that was cut short', async () => {
    machine();
    await install();
    rmSync(join(root, '.sluice', 'emulator', 'stamp.json'));
    expect((await install()).installed).toBe(true);
  });

  it('goes on without the optional packages when they cannot be had', async () => {
    machine({ abilities: ['venv', 'pip', 'source only'] });
    expect(await install()).toMatchObject({ optionalPackages: false, installed: true });
  });

  it('uses uv where Python makes no virtual environments', async () => {
    machine({ abilities: ['uv'] });
    expect((await install()).python).toBe(join(root, '.sluice', 'emulator', 'venv', 'bin', 'python'));
    expect(called().some((call) => call.startsWith('uv pip install') && call.endsWith('ministack==1.5.33'))).toBe(true);
  });

  it('uses a folder of packages where there is pip and nothing else', async () => {
    machine({ abilities: ['pip'] });
    expect(await install()).toMatchObject({
      python: join(root, 'bin', 'python3'),
      pythonPath: join(root, '.sluice', 'emulator', 'packages'),
    });
  });

  it('says the line that helps when Python can install nothing', async () => {
    machine({ abilities: [] });
    await expect(install()).rejects.toThrow(/sudo apt-get install python3-venv/);
  });

  it('says the line that helps when Python is too old', async () => {
    machine({ version: '3 9' });
    await expect(install()).rejects.toThrow(/python3 is 3\.9.*sudo apt-get install python3/);
  });
});
