// Installs the programs that tasks run, where the machine lets us. Nothing but Node's own modules: this runs before
// anything is installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { runLogged } from './run-logged.mjs';

/**
 * @typedef {{ readonly command: string, readonly what: string, readonly apt: readonly string[], readonly brew: string }} Tool
 */

/** What workers run, and what is not done without it. @type {readonly Tool[]} */
export const TOOLS = [{ command: 'ffmpeg', what: 'video and audio', apt: ['ffmpeg'], brew: 'ffmpeg' }];

/** What tests compare with, or talk to; each says so when it is not there. @type {readonly Tool[]} */
export const TEST_TOOLS = [
  { command: 'clamd', what: 'tests of the scanner', apt: ['clamav-daemon'], brew: 'clamav' },
  { command: 'unzip', what: 'comparing archives', apt: ['unzip'], brew: 'unzip' },
];

/**
 * Installs what is missing with apt where we are root or may be without a password; everywhere else it says how. What
 * cannot be installed is no error: the tasks that need it answer `tool_missing`.
 *
 * @param {{ tools: readonly Tool[], root: string, log: (line: string) => void, signal?: AbortSignal,
 *   env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>}
 */
export async function installTools({ tools, root, log, signal, env = process.env }) {
  const missing = missingOf(tools, env);
  if (missing.length === 0) return;
  const prefix = aptPrefix(env);
  if (prefix !== undefined && !signal?.aborted) await installWithApt({ missing, prefix, root, log, signal, env });
  signal?.throwIfAborted();
  for (const { command, what, apt, brew } of missingOf(tools, env))
    log(
      `! ${command} is not installed: no ${what}. sudo apt-get install --no-install-recommends ${apt.join(' ')}` +
        `   (macOS: brew install ${brew})`,
    );
}

function missingOf(tools, env) {
  // Where Debian keeps daemons, which is not on everybody's PATH.
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return tools.filter(({ command }) => !folders.some((folder) => isProgram(join(folder, command))));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How to call apt-get: as we are when we are root, by sudo when it asks for nothing; undefined where neither works. */
function aptPrefix(env) {
  const works = (command, args) => spawnSync(command, args, { env, stdio: 'ignore' }).status === 0;
  if (!works('apt-get', ['--version'])) return undefined;
  if (works('sh', ['-c', 'test "$(id -u)" = 0'])) return [];
  return works('sudo', ['-n', 'true']) ? ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive'] : undefined;
}

async function installWithApt({ missing, prefix, root, log, signal, env }) {
  const started = performance.now();
  const names = missing.map(({ command }) => command).join(', ');
  log(`… installing ${names}, a minute or two the first time`);
  const logs = join(root, '.sluice', 'logs');
  mkdirSync(logs, { recursive: true });
  const logFile = join(logs, 'apt.log');
  writeFileSync(logFile, '');
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    return runLogged({
      ...{ command, args: rest, cwd: root, logFile, signal },
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  await apt('update', '-qq');
  if (signal?.aborted) return;
  const packages = missing.flatMap((tool) => tool.apt);
  const { code } = await apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  log(code === 0 ? `✔ ${names} installed ${took}` : `! apt-get could not install them, see ${relative(root, logFile)}`);
}
