import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readLocked } from './read-package.ts';

/**
 * Unpacks a package for another platform into `to`, fetched through npm in the version the lock file pins. Throws when
 * what came is not what the lock file knows.
 */
export function fetchPackage(request: { readonly root: string; readonly name: string; readonly to: string }): void {
  const { root, name, to } = request;
  const { version, integrity } = readLocked(root, name);
  mkdirSync(to, { recursive: true });
  const download = mkdtempSync(`${to}.download-`);
  try {
    // The CDK prints templates on stdout.
    const stdio = ['ignore', 'ignore', 'inherit'] as const;
    execFileSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', download], {
      stdio: [...stdio],
    });
    const [file] = readdirSync(download);
    if (file === undefined) throw new Error(`npm packed nothing for ${name}@${version}`);
    assertIntegrity(join(download, file), integrity);
    execFileSync('tar', ['-xzf', join(download, file), '-C', to, '--strip-components', '1'], { stdio: [...stdio] });
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
}

/** `integrity` as in a lock file: `sha512-<base64>`. */
export function assertIntegrity(file: string, integrity: string): void {
  const [algorithm = '', expected] = integrity.split('-', 2);
  const actual = createHash(algorithm).update(readFileSync(file)).digest('base64');
  if (actual !== expected) throw new Error(`${file} is ${algorithm}-${actual}, but the lock file pins ${integrity}`);
}
