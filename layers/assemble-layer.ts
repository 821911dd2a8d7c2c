import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fetchPackage } from './fetch-package.ts';
import { readPackage } from './read-package.ts';

export type LayerRequest = {
  /** The project: its `node_modules` and lock file say what to ship, its `.sluice` keeps what was assembled. */
  readonly root: string;
  readonly platform: { readonly os: 'linux' | 'darwin'; readonly cpu: 'arm64' | 'x64' };
};

export type LayerContent = {
  /** Names the layer's folder. */
  readonly name: string;
  /** Packages, each with all that it depends on. */
  readonly packages: readonly string[];
  /** Packages of one platform's native code; fetched through npm where the host has another platform's. @default none */
  readonly native?: readonly string[];
  /** Dependencies that never load, left out with all of theirs. @default none */
  readonly without?: readonly string[];
  /** The files of a package that are needed, by their path in it; a package that is not named here is kept whole. */
  readonly keep?: Readonly<Record<string, RegExp>>;
};

/**
 * A folder laid out as a Lambda layer (`nodejs/node_modules`). Made once for each platform and for what goes into it, in
 * `.sluice/layers/<name>/<digest>/<platform>`.
 */
export function assembleLayer({ root, platform: { os, cpu } }: LayerRequest, content: LayerContent): string {
  const { name, native = [], without = [], keep = {} } = content;
  const versions = listDependencies(root, content.packages, new Set(without));
  const cache = join(root, '.sluice', 'layers', name, digest([[...versions], native, ruleTexts(keep)]));
  const layer = join(cache, `${os}-${cpu}`);
  if (existsSync(layer)) return layer;

  mkdirSync(cache, { recursive: true });
  // Renamed when whole: an interrupted or a simultaneous run leaves no half layer.
  const draft = mkdtempSync(join(cache, 'draft-'));
  try {
    for (const packageName of [...versions.keys(), ...native]) {
      const installed = join(root, 'node_modules', packageName);
      const to = join(draft, 'nodejs', 'node_modules', packageName);
      if (existsSync(installed)) copyPackage(installed, to, keep[packageName]);
      else fetchPackage({ root, name: packageName, to });
    }
    renameSync(draft, layer);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(layer)) throw error;
  }
  return layer;
}

/** The packages and all they depend on, with their versions; npm has them side by side. */
function listDependencies(root: string, names: readonly string[], without: ReadonlySet<string>): Map<string, string> {
  const versions = new Map<string, string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (versions.has(name) || without.has(name)) continue;
    const { version, dependencies } = readPackage(root, name);
    versions.set(name, version);
    waiting.push(...Object.keys(dependencies));
  }
  return versions;
}

/** Copies what the rule names, the manifest and the licence, which goes wherever the code goes. */
function copyPackage(from: string, to: string, rule: RegExp | undefined): void {
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const file = relative(from, path).split(sep).join('/');
      const always = file === '' || file === 'package.json' || /^(LICEN[CS]E|NOTICE)/i.test(file);
      return rule === undefined || always || statSync(path).isDirectory() || rule.test(file);
    },
  });
}

const ruleTexts = (keep: Readonly<Record<string, RegExp>>) =>
  Object.entries(keep).map(([name, rule]) => [name, rule.source]);

const digest = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
