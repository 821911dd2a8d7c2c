import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type RandomFile = {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
};

/** A folder of files whose content nobody else has. */
export async function randomFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-files-'));
  return {
    make: async (name: string, size: number): Promise<RandomFile> => {
      const bytes = randomBytes(size);
      const path = join(folder, name);
      await writeFile(path, bytes);
      return { path, name, size, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
