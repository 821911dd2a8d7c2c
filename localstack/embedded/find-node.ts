import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The Node the functions run on: the one this project pins, because the local cloud takes the first `node` on
 * PATH and the host's may be older than the functions are built for.
 */
export const findNode = (projectRoot: string = join(import.meta.dirname, '..', '..')): string => {
  const pinned = join(projectRoot, 'node_modules', 'node', 'bin', 'node');
  return existsSync(pinned) ? pinned : process.execPath;
};
