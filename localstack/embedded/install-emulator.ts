import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { holdLock } from '../processes/hold-lock.ts';
import { runCommand } from '../processes/run-command.ts';
import { EMULATOR_PACKAGES } from './emulator-packages.ts';
import { findPython } from './find-python.ts';
import { createEnvironment, type PythonEnvironment } from './python-environment.ts';

const Stamp = z.object({
  packages: z.array(z.string()),
  python: z.string(),
  python_path: z.optional(z.string()),
  optional_packages: z.boolean(),
});

export type EmulatorInstall = PythonEnvironment & {
  /** Whether the optional packages could be had. */
  readonly optionalPackages: boolean;
  /** False when everything was there already. */
  readonly installed: boolean;
};

export type InstallRequest = {
  /** The environment is kept in `<root>/.sluice/emulator`. */
  readonly root: string;
  readonly log?: (line: string) => void;
  /** For the installer alone (proxy, package index); the emulator never sees it. @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
};

const wanted: readonly string[] = [...EMULATOR_PACKAGES.required, ...EMULATOR_PACKAGES.optional];

const readInstall = (folder: string): EmulatorInstall | undefined => {
  try {
    const stamp = Stamp.parse(JSON.parse(readFileSync(join(folder, 'stamp.json'), 'utf8')));
    if (stamp.packages.join() !== wanted.join() || !existsSync(stamp.python)) return undefined;
    return {
      python: stamp.python,
      ...(stamp.python_path === undefined ? {} : { pythonPath: stamp.python_path }),
      optionalPackages: stamp.optional_packages,
      installed: false,
    };
  } catch {
    return undefined;
  }
};

const install = async (folder: string, log: (line: string) => void, env: NodeJS.ProcessEnv) => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = (command: string, args: readonly string[]) => runCommand(command, args, { env });
  const python = await findPython(run, env.SLUICE_PYTHON);
  const { environment, installPackages } = await createEnvironment({ folder, python, run, log });
  await installPackages(EMULATOR_PACKAGES.required);
  const optionalPackages = await installPackages(EMULATOR_PACKAGES.optional).then(
    () => true,
    (error: unknown) => {
      log(`going on without ${EMULATOR_PACKAGES.optional.join(', ')}: ${String(error)}`);
      return false;
    },
  );
  const stamp: z.infer<typeof Stamp> = {
    packages: [...wanted],
    python: environment.python,
    ...(environment.pythonPath === undefined ? {} : { python_path: environment.pythonPath }),
    optional_packages: optionalPackages,
  };
  // Written last and moved in place: an installation cut short has no stamp and starts again.
  writeFileSync(join(folder, 'stamp.json.part'), JSON.stringify(stamp, null, 2));
  renameSync(join(folder, 'stamp.json.part'), join(folder, 'stamp.json'));
  return { ...environment, optionalPackages, installed: true };
};

/**
 * Ensures the private Python environment of the local cloud, about 100 MB, in 3 to 9 seconds; a second call
 * reads a stamp. Throws an error whose message ends with the one line that helps.
 */
export const installEmulator = async ({
  root,
  log = () => {},
  env = process.env,
}: InstallRequest): Promise<EmulatorInstall> => {
  const folder = join(root, '.sluice', 'emulator');
  return (
    readInstall(folder) ?? holdLock(`${folder}.lock`, async () => readInstall(folder) ?? install(folder, log, env))
  );
};
