import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const names = z._default(z.record(z.string(), z.string()), {});
const manifestSchema = z.object({ version: z.string(), dependencies: names, optionalDependencies: names });
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.optional(z.string()), integrity: z.optional(z.string()) })),
});

/** The manifest of a package that is installed below `root`. */
export function readPackage(root: string, name: string): z.infer<typeof manifestSchema> {
  const file = join(root, 'node_modules', name, 'package.json');
  return z.parse(manifestSchema, JSON.parse(readFileSync(file, 'utf8')));
}

/** What the lock file of `root` pins a package to, whether or not it is installed on this platform. */
export function readLocked(root: string, name: string): { version: string; integrity: string } {
  const { packages } = z.parse(lockSchema, JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const { version, integrity } = packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined) {
    throw new Error(`the lock file does not pin ${name}: install again with every platform's packages in it`);
  }
  return { version, integrity };
}
