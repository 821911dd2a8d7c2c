import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Everything a synthesized template or a bundled function is made from. */
export const DEPLOY_INPUTS = [
  'packages',
  'functions',
  'infra',
  'statemachines',
  'layers',
  'docs/openapi.json',
  'cdk.json',
  'tsconfig.json',
  'package-lock.json',
] as const;

const LEFT_OUT = new Set(['node_modules', 'dist', 'cdk.out', 'coverage']);
const isTest = (name: string): boolean => /\.test\.[cm]?ts$/.test(name);

function* filesUnder(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  const names = readdirSync(path).sort();
  for (const name of names)
    if (!LEFT_OUT.has(name) && !name.startsWith('.') && !isTest(name)) yield* filesUnder(join(path, name));
}

/** A digest of the content of `inputs` below `root` and of `options`; by content, so that a checkout changes nothing. */
export const hashInputs = (root: string, options: unknown, inputs: readonly string[] = DEPLOY_INPUTS): string => {
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const input of inputs) {
    for (const file of filesUnder(join(root, input))) {
      // Length first: two files never look like one.
      const content = readFileSync(file);
      hash.update(`\0${file.slice(root.length)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
};
