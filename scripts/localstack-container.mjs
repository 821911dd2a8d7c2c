// LocalStack in Docker, by the compose file: looks for Docker, starts the container unless it runs, stops it again.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { SetUpError } from './set-up.mjs';

export const COMPOSE_FILE = 'docker-compose.localstack.yml';
export const ENDPOINT = 'http://127.0.0.1:4566';
/** The host, as containers of the compose file's network see it. */
export const ISSUER_HOST = '172.30.66.1';

const INSTALL = 'get Docker from https://docs.docker.com/engine/install, or use npm start, which needs none';

/** Throws a SetUpError that says what is missing: the program, its engine or its compose plugin. */
export async function checkDocker(run = runDocker) {
  const { code, output } = await run(['version', '--format', '{{.Server.Version}}']);
  if (code === 'ENOENT') throw new SetUpError(`LocalStack needs docker, which is not installed: ${INSTALL}`);
  if (code !== 0)
    throw new SetUpError(
      `docker is installed, but its engine does not answer: start it (sudo systemctl start docker), or ${INSTALL}\n` +
        lastLine(output),
    );
  const compose = await run(['compose', 'version']);
  if (compose.code !== 0)
    throw new SetUpError(
      'docker has no compose: sudo apt-get install docker-compose-plugin (https://docs.docker.com/compose/install)',
    );
}

/**
 * Starts LocalStack unless it runs already, and answers once it is healthy.
 *
 * @param {{ root: string, log: (line: string) => void, signal?: AbortSignal, run?: typeof runDocker }} options
 * @returns {Promise<{ started: boolean, stop: () => Promise<void> }>} `stop` leaves alone what ran before
 */
export async function ensureContainer({ root, log, signal, run = runDocker }) {
  await checkDocker(run);
  const compose = (...args) => run(['compose', '--file', join(root, COMPOSE_FILE), ...args]);
  const running = await compose('ps', '--services', '--status', 'running');
  if (running.code === 0 && running.output.split('\n').includes('localstack')) {
    log('✔ LocalStack runs already');
    return { started: false, stop: async () => {} };
  }
  const began = performance.now();
  log('… starting LocalStack, the first time its image is fetched');
  const stop = async () => {
    const down = await compose('down', '--volumes');
    if (down.code !== 0) throw new SetUpError(`LocalStack did not stop: ${lastLine(down.output)}`);
  };
  const up = await run(['compose', '--file', join(root, COMPOSE_FILE), 'up', '--detach', '--wait'], signal);
  if (up.code !== 0) {
    await compose('down', '--volumes');
    signal?.throwIfAborted();
    throw new SetUpError(
      `LocalStack did not start: ${lastLine(up.output)}\n  docker compose --file ${COMPOSE_FILE} up   shows why`,
    );
  }
  log(`✔ LocalStack up ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return { started: true, stop };
}

/**
 * @param {readonly string[]} args
 * @param {AbortSignal} [signal] asks it to stop
 * @returns {Promise<{ code: number | string | null, output: string }>} `ENOENT` when there is no docker
 */
export function runDocker(args, signal) {
  return new Promise((resolve) => {
    // A group of its own: Ctrl-C comes to us, and what was begun is first finished, then undone.
    const child = spawn('docker', args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.kill('SIGINT');
    signal?.addEventListener('abort', stop, { once: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', (error) => resolve({ code: error.code ?? 'failed', output: error.message }));
    child.on('close', (code, name) => {
      signal?.removeEventListener('abort', stop);
      resolve({ code: code ?? name, output });
    });
  });
}

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}
