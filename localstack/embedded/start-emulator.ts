import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../processes/find-free-port.ts';
import { startDetached } from '../processes/start-detached.ts';
import { stopGroup } from '../processes/stop-group.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { emulatorEnvironment } from './emulator-environment.ts';
import { findNode } from './find-node.ts';
import { installEmulator } from './install-emulator.ts';
import { prepareStateFolder } from './state-folder.ts';

export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError';
}

export type EmulatorRequest = {
  /** The emulator keeps everything it has in `<root>/.sluice`. */
  readonly root: string;
  /** Where its Python environment is kept. @default root */
  readonly installRoot?: string;
  /** A free one is taken when it is in use. @default SLUICE_CLOUD_PORT, else 4566 */
  readonly port?: number;
  /** Keeps functions, tables, objects and queues for the next start. @default false */
  readonly persist?: boolean;
  /** Added to the emulator's environment, and so to every function's. */
  readonly extraEnv?: Readonly<Record<string, string>>;
  readonly log?: (line: string) => void;
  /** Read for PATH, SLUICE_CLOUD_PORT and the installer only. @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
};

export type RunningEmulator = {
  /** `http://127.0.0.1:<port>`: an address, so that every SDK uses path-style S3. */
  readonly endpoint: string;
  readonly port: number;
  readonly pid: number;
  /** See processIdentity. */
  readonly identity: string;
  readonly logFile: string;
  /** Saves the state (when kept) and ends the emulator with all of its function workers. */
  readonly stop: () => Promise<void>;
};

const isHealthy = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(`${endpoint}/_ministack/ready`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
};

/** Starts the embedded cloud as a process group that outlives us, and answers once it takes requests (0.5 s). */
export const startEmulator = async (request: EmulatorRequest): Promise<RunningEmulator> => {
  const { root, installRoot = root, persist = false, extraEnv = {}, log = () => {}, env = process.env } = request;
  const python = await installEmulator({ root: installRoot, log, env });
  const folder = prepareStateFolder(root);
  const port = await findFreePort(request.port ?? Number(env.SLUICE_CLOUD_PORT || 4566));
  // By port, because another emulator may run from the same root.
  const temporary = join(folder, 'tmp', String(port));
  const home = join(folder, 'home');
  // What a killed emulator left behind: unpacked functions.
  rmSync(temporary, { recursive: true, force: true });
  for (const path of [temporary, home]) mkdirSync(path, { recursive: true });

  const endpoint = `http://127.0.0.1:${port}`;
  const logFile = join(folder, 'logs', `emulator-${port}.log`);
  const child = startDetached({
    command: python.python,
    args: ['-X', `pycache_prefix=${join(installRoot, '.sluice', 'emulator', 'pycache')}`, launcher],
    cwd: folder,
    env: {
      ...emulatorEnvironment({
        port,
        home,
        temporary,
        state: join(folder, 'state'),
        persist,
        nodePath: findNode(),
        python,
        hostPath: env.PATH ?? '',
      }),
      ...extraEnv,
    },
    logFile,
  });
  const stop = async () => {
    await stopGroup(child);
    rmSync(temporary, { recursive: true, force: true });
  };
  try {
    await waitUntil(
      `the local cloud answers on ${endpoint}`,
      () => {
        if (child.exit() !== undefined) throw new EmulatorStartError(`it ended with ${child.exit()}`);
        return isHealthy(endpoint);
      },
      { timeoutMs: 30_000 },
    );
  } catch (cause) {
    await stop();
    throw new EmulatorStartError(`the local cloud did not start, its log (${logFile}) ends with:\n${child.lastLog()}`, {
      cause,
    });
  }
  log(`local cloud on ${endpoint}`);
  return { endpoint, port, pid: child.pid, identity: child.identity, logFile, stop };
};

const launcher = join(import.meta.dirname, 'launcher.py');
