import { join } from 'node:path';
import type { CommandResult } from '../processes/run-command.ts';

/** How to start a Python that sees the installed packages: `PYTHONPATH=pythonPath python …`. */
export type PythonEnvironment = { readonly python: string; readonly pythonPath?: string };

export class EmulatorInstallError extends Error {
  override readonly name = 'EmulatorInstallError';
}

type Run = (command: string, args: readonly string[]) => Promise<CommandResult>;
type Installer = {
  readonly environment: PythonEnvironment;
  /** Throws EmulatorInstallError when the packages cannot be had. */
  readonly installPackages: (packages: readonly string[]) => Promise<void>;
};

const lastLines = (output: string): string => output.trim().split('\n').slice(-3).join(' / ');

const installer = (run: Run, environment: PythonEnvironment, command: string, args: readonly string[]): Installer => ({
  environment,
  installPackages: async (packages) => {
    const result = await run(command, [...args, ...packages]);
    if (result.code === 0) return;
    throw new EmulatorInstallError(
      `could not install ${packages.join(', ')} (${lastLines(result.output)}); look why with: ` +
        [command, ...args, ...packages].join(' '),
    );
  },
});

/**
 * An environment of its own in `folder`: a virtual environment where Python can make one, else uv's,
 * else a plain folder of packages (Debian and Ubuntu ship Python without venv and ensurepip).
 */
export const createEnvironment = async (request: {
  readonly folder: string;
  readonly python: string;
  readonly run: Run;
  readonly log: (line: string) => void;
}): Promise<Installer> => {
  const { folder, python, run, log } = request;
  const venv = join(folder, 'venv');
  const venvPython = join(venv, 'bin', 'python');

  const made = await run(python, ['-m', 'venv', venv]);
  if (made.code === 0) {
    log(`installing the local cloud with ${python}`);
    return installer(run, { python: venvPython }, venvPython, ['-m', 'pip', 'install', '--quiet', '--no-input']);
  }
  if ((await run('uv', ['venv', '--clear', '--quiet', '--python', python, venv])).code === 0) {
    log('this python makes no virtual environments: installing the local cloud with uv');
    return installer(run, { python: venvPython }, 'uv', ['pip', 'install', '--quiet', '--python', venvPython]);
  }
  if ((await run(python, ['-m', 'pip', '--version'])).code === 0) {
    log('this python makes no virtual environments: installing the local cloud into a folder with pip');
    const pythonPath = join(folder, 'packages');
    return installer(run, { python, pythonPath }, python, [
      ...['-m', 'pip', 'install', '--quiet', '--no-input', '--target', pythonPath],
    ]);
  }
  throw new EmulatorInstallError(
    `${python} has neither venv nor pip (${lastLines(made.output)}): ` +
      'sudo apt-get install python3-venv   (or: curl -LsSf https://astral.sh/uv/install.sh | sh)',
  );
};
