import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `<root>/.sluice`, where everything of the local cloud is kept, and answers its path. Functions are unpacked
 * below it, so its package.json says what AWS assumes of a function without one: CommonJS. Else Node would
 * find the project's own package.json above and read every function and the worker's start script as ES modules.
 */
export const prepareStateFolder = (root: string): string => {
  const folder = join(root, '.sluice');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  return folder;
};
