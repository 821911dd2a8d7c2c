import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackage } from './fetch-package.ts';
import { readPackage } from './read-package.ts';

export type LayerRequest = {
  /** The project: its `node_modules` and lock file say which sharp to ship, its `.sluice` keeps what was assembled. */
  readonly root: string;
  readonly platform: { readonly os: 'linux' | 'darwin'; readonly cpu: 'arm64' | 'x64' };
};

/**
 * A folder laid out as a Lambda layer (`nodejs/node_modules`) with sharp and its native parts for one platform. Made
 * once for each version and platform; parts the host has not installed, because they are another platform's, are
 * fetched through npm.
 */
export function assembleSharpLayer({ root, platform: { os, cpu } }: LayerRequest): string {
  const { version, dependencies } = readPackage(root, 'sharp');
  const cache = join(root, '.sluice', 'layers', 'sharp', version);
  const layer = join(cache, `${os}-${cpu}`);
  if (existsSync(layer)) return layer;

  mkdirSync(cache, { recursive: true });
  // Renamed when whole: an interrupted or a simultaneous run leaves no half layer.
  const draft = mkdtempSync(join(cache, 'draft-'));
  try {
    const native = [`@img/sharp-${os}-${cpu}`, `@img/sharp-libvips-${os}-${cpu}`];
    for (const name of ['sharp', ...Object.keys(dependencies), ...native]) {
      const installed = join(root, 'node_modules', name);
      const to = join(draft, 'nodejs', 'node_modules', name);
      if (existsSync(installed)) cpSync(installed, to, { recursive: true, dereference: true });
      else fetchPackage({ root, name, to });
    }
    renameSync(draft, layer);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(layer)) throw error;
  }
  return layer;
}
