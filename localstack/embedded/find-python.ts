import type { CommandResult } from '../processes/run-command.ts';

export class PythonMissingError extends Error {
  override readonly name = 'PythonMissingError';
}

const CANDIDATES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/**
 * The first Python of at least 3.10, as the path it knows itself by. `preferred` names the only one to try.
 */
export const findPython = async (
  run: (command: string, args: readonly string[]) => Promise<CommandResult>,
  preferred?: string,
): Promise<string> => {
  const seen: string[] = [];
  for (const candidate of preferred === undefined ? CANDIDATES : [preferred]) {
    const result = await run(candidate, ['-c', 'import sys; print(*sys.version_info[:2], sys.executable)']);
    const [major, minor, ...path] = result.output.trim().split(' ');
    if (result.code !== 0) continue;
    if (Number(major) === 3 && Number(minor) >= 10) return path.join(' ');
    seen.push(`${candidate} is ${major}.${minor}`);
  }
  throw new PythonMissingError(
    `the local cloud needs python 3.10 or newer (${seen.join(', ') || 'none was found'}): ` +
      'sudo apt-get install python3 python3-venv   (macOS: brew install python@3.13)',
  );
};
