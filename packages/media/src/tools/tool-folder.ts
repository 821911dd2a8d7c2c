import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ContentSource } from '@sluice/core/runtime';

const PREFIX = 'sluice-tool-';
/** No job lives as long: what is older was left by a worker that died. */
const STALE_MS = 60 * 60 * 1000;

/** Gives a temporary folder to some work and removes it whatever happens, and what dead workers left besides. */
export async function withToolFolder<T>(use: (folder: string) => Promise<T>, now: number = Date.now()): Promise<T> {
  await removeStale(now);
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeStale(now: number): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  await Promise.all(
    names.map(async (name) => {
      const path = join(tmpdir(), name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
    }),
  );
}

/** Writes a content into a file that is named by us, never by who sent it, and answers its path. */
export async function spoolContent(source: ContentSource, folder: string, signal: AbortSignal): Promise<string> {
  const path = join(folder, 'content');
  await pipeline(Readable.from(source.stream()), createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
  return path;
}
