import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Finds what is not bundled, because it is data or large: from source in `node_modules`, from a bundle in a layer, which
 * only `NODE_PATH` names. A bundle is CommonJS, where `import.meta.url` is undefined and `import()` ignores `NODE_PATH`.
 */
const requireHere = createRequire(import.meta.url ?? __filename);

/** A CommonJS package, loaded now. The caller names its type: `const core: typeof import('x') = requirePackage('x')`. */
// biome-ignore lint/suspicious/noExplicitAny: what require answers, whose type only the caller knows
export function requirePackage(name: string): any {
  return requireHere(name);
}

export class MissingPackageFileError extends Error {
  override readonly name = 'MissingPackageFileError';
}

/**
 * The path of a file of an installed package, whether or not the package exports it. `dir` is looked in instead of the
 * places packages are found in; it is laid out like a `node_modules`.
 */
export function findPackageFile(name: string, file: string, dir?: string): string {
  const places = dir === undefined ? (requireHere.resolve.paths(name) ?? []) : [dir];
  for (const place of places) {
    const path = join(place, name, file);
    if (existsSync(path)) return path;
  }
  throw new MissingPackageFileError(`no ${name}/${file} in ${dir ?? 'any node_modules'}: attach the layer of models`);
}
