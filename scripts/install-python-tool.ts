import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../localstack/embedded/find-python.ts';
import { createEnvironment } from '../localstack/embedded/python-environment.ts';
import { runCommand } from '../localstack/processes/run-command.ts';

const ROOT = join(import.meta.dirname, '..');

/** How to start a tool that came with Python packages: `command`, then its arguments, in this environment. */
export type InstalledTool = { readonly command: string; readonly env: NodeJS.ProcessEnv };

/**
 * Ensures a tool of PyPI in an environment of its own, kept in `.sluice/tools`; each version has its own. `program` is what
 * the package calls itself on the command line.
 */
export async function installPythonTool(name: string, version: string, program: string): Promise<InstalledTool> {
  const folder = join(ROOT, '.sluice', 'tools', `${name}-${version}`);
  const run = (command: string, args: readonly string[]) => runCommand(command, args, { env: process.env });
  const inVenv = join(folder, 'venv', 'bin', program);
  const inFolder = join(folder, 'packages', 'bin', program);
  if (![inVenv, inFolder].some((path) => existsSync(path))) {
    mkdirSync(folder, { recursive: true });
    const python = await findPython(run, process.env.SLUICE_PYTHON);
    const { installPackages } = await createEnvironment({ folder, python, run, log: () => {} });
    await installPackages([`${name}==${version}`]);
  }
  return existsSync(inVenv)
    ? { command: inVenv, env: process.env }
    : { command: inFolder, env: { ...process.env, PYTHONPATH: join(folder, 'packages') } };
}
