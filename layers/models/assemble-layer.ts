import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CONTENTS } from './contents.ts';

/**
 * A folder laid out as a Lambda layer (`nodejs/node_modules`) with the models and the engine that runs them. `root` is the
 * project, whose `.sluice` keeps what was assembled: once for each set of versions.
 */
export function assembleModelsLayer({ root }: { readonly root: string }): string {
  const from = join(root, 'node_modules');
  const cache = join(root, '.sluice', 'layers', 'models');
  const layer = join(cache, fingerprint(from));
  if (existsSync(layer)) return layer;

  mkdirSync(cache, { recursive: true });
  // Renamed when whole: an interrupted or a simultaneous run leaves no half layer.
  const draft = mkdtempSync(join(cache, 'draft-'));
  try {
    for (const [name, files] of Object.entries(CONTENTS)) {
      for (const file of ['package.json', ...files]) {
        const to = join(draft, 'nodejs', 'node_modules', name, file);
        cpSync(join(from, name, file), to, { recursive: true, dereference: true });
      }
    }
    renameSync(draft, layer);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(layer)) throw error;
  }
  return layer;
}

/** Changes with any of the packages' manifests and with what is taken of them. */
function fingerprint(from: string): string {
  const hash = createHash('sha256').update(JSON.stringify(CONTENTS));
  for (const name of Object.keys(CONTENTS)) hash.update(readFileSync(join(from, name, 'package.json')));
  return hash.digest('hex').slice(0, 16);
}
