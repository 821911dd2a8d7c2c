import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ResumeStore } from '../uploads/resume-store.ts';

/** Where a user's programs keep what should survive a restart: `$XDG_STATE_HOME/sluice`, else `~/.local/state/sluice`. */
export const stateFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'sluice');

/** One small file an upload, readable by its owner alone. A folder that cannot be written remembers nothing. */
export const createFileResumeStore = (folder = join(stateFolder(), 'uploads')): ResumeStore => {
  const pathOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  return {
    get: async (key) => (await readFile(pathOf(key), 'utf8').catch(() => '')).trim() || undefined,
    async set(key, uploadId) {
      const path = pathOf(key);
      const written = `${path}.${process.pid}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // Renamed into place: a process that is killed leaves the old entry or the new one.
        await writeFile(written, `${uploadId}\n`, { mode: 0o600 });
        await rename(written, path);
      } catch {
        await rm(written, { force: true }).catch(() => {});
      }
    },
    delete: async (key) => rm(pathOf(key), { force: true }).catch(() => {}),
  };
};
