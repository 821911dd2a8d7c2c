// Installs what is missing, on whatever Node of at least 20 the machine has: nothing but Node's own modules here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { installTools } from './install-tools.mjs';
import { runLogged } from './run-logged.mjs';

const LEAST_NODE = 20;
const LEAST_PYTHON = [3, 10];
const PYTHONS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const STAMP = 'node_modules/.sluice-install';

/** Something is missing that only a person can get; the message says how. */
export class SetUpError extends Error {
  name = 'SetUpError';
}

/**
 * Ensures Node, Python and the npm packages of the lock file, and answers the path of the pinned Node; installs the
 * programs that tasks run where it may, and says what stays away where it may not. A second call takes a few
 * milliseconds. Aborting `signal` stops the installation; the next call starts it again.
 *
 * @param {{ root: string, log: (line: string) => void, signal?: AbortSignal, env?: NodeJS.ProcessEnv,
 *   tools?: readonly import('./install-tools.mjs').Tool[] }} options
 * @returns {Promise<{ node: string }>}
 */
export async function setUp({ root, log, signal, env = process.env, tools = [] }) {
  checkNode(process.version);
  checkPython(env);
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (!isInstalled(root, digest)) await installPackages({ root, log, signal, env, digest });
  await installTools({ tools, root, log, signal, env });
  const node = join(root, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(node))
    throw new SetUpError('the pinned node is not in node_modules: allow install scripts and run npm rebuild node');
  return { node };
}

/** @param {string} version */
export function checkNode(version) {
  if (Number(version.slice(1).split('.')[0]) >= LEAST_NODE) return;
  throw new SetUpError(`node ${version} is too old, ${LEAST_NODE} or newer is needed: get it from https://nodejs.org`);
}

/** @param {NodeJS.ProcessEnv} env */
export function checkPython(env) {
  const seen = [];
  for (const command of env.SLUICE_PYTHON ? [env.SLUICE_PYTHON] : PYTHONS) {
    const { status, stdout } = spawnSync(command, ['-c', 'import sys; print(*sys.version_info[:2])'], {
      env,
      encoding: 'utf8',
    });
    if (status !== 0) continue;
    const [major, minor] = stdout.trim().split(' ').map(Number);
    if (major === LEAST_PYTHON[0] && minor >= LEAST_PYTHON[1]) return;
    seen.push(`${command} is ${major}.${minor}`);
  }
  throw new SetUpError(
    `the local cloud needs python ${LEAST_PYTHON.join('.')} or newer (${seen.join(', ') || 'none was found'}): ` +
      'sudo apt-get install python3 python3-venv   (macOS: brew install python@3.13)',
  );
}

function isInstalled(root, digest) {
  const stamp = join(root, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return true;
  if (!hasEveryPackage(root)) return false;
  writeFileSync(stamp, digest);
  return true;
}

/** Whether someone has run `npm install` by hand: npm notes in node_modules what it put there. */
function hasEveryPackage(root) {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages);
  return wanted.every(
    ([path, { version, optional, link }]) =>
      !path.includes('node_modules/') || link || installed[path]?.version === version || (optional && !installed[path]),
  );
}

async function installPackages({ root, log, signal, env, digest }) {
  signal?.throwIfAborted();
  const started = performance.now();
  log('… installing npm packages, about a minute the first time');
  rmSync(join(root, STAMP), { force: true });
  const logs = join(root, '.sluice', 'logs');
  mkdirSync(logs, { recursive: true });
  const logFile = join(logs, 'npm.log');
  writeFileSync(logFile, '');
  const npm = (args) => runNpm({ args, root, env, logFile, signal });
  let { code, output } = await npm(['ci', '--no-audit', '--no-fund']);
  // `npm ci` wants every optional package of every platform in the lock file, and a lock file made with a registry that
  // does not have them all does not name them; `npm install` takes the same versions and passes over what is not there.
  if (code !== 0 && output.includes('EUSAGE') && !signal?.aborted)
    ({ code, output } = await npm(['install', '--no-save', '--no-audit', '--no-fund']));
  signal?.throwIfAborted();
  if (code !== 0) {
    const reasons = [...output.matchAll(/^npm (?:error|ERR!) (?!code|A complete log)(.+)$/gm)].map(([, text]) => text);
    throw new SetUpError(
      `npm could not install the packages, see ${relative(root, logFile)}, then run it again\n` +
        (reasons.slice(0, 4).join('\n') || (code === 127 ? output : `it ended with ${code}`)).replace(/^/gm, '  '),
    );
  }
  writeFileSync(join(root, STAMP), digest);
  log(`✔ npm packages installed ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function runNpm({ args, root, env, logFile, signal }) {
  // npm's own program when npm started us: the one on PATH may be another.
  const [command, ...first] = env.npm_execpath?.endsWith('.js') ? [process.execPath, env.npm_execpath] : ['npm'];
  return runLogged({ command, args: [...first, ...args], cwd: root, env, logFile, signal });
}
