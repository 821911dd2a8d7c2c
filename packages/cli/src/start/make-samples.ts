import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { FileToSend } from '../files/find-files.ts';

/** Makes the sample files of the project below `root` with its own script, one of every format that people send. */
export const makeSamples = async (root: string, signal: AbortSignal): Promise<readonly FileToSend[]> => {
  const script = join(root, 'examples', 'make-samples.ts');
  const folder = join(root, '.sluice', 'samples');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, folder], { signal });
    const paths = stdout.split('\n').filter((line) => line !== '');
    return paths.map((path) => ({ path, shown: basename(path) }));
  } catch (cause) {
    signal.throwIfAborted();
    throw new CommandError(`could not make the sample files: run node ${script} and see why`, EXIT.failure, { cause });
  }
};
