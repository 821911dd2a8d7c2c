import type { FileStatus, FileView } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createFileWatcher, type WatchOptions } from './watch-files.ts';

const fileOf = (file_id: string, status: FileStatus): FileView => ({
  ...{ file_id, status, tenant_id: 't', owner_id: 'o', upload_id: 'u', version: 1, filename: 'f' },
  ...{ mime_type: 'a/b', declared_mime_type: 'a/b', size_bytes: 1, tags: [], metadata: {}, renditions: [] },
  ...{ findings: {}, created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' },
});

/** A service whose files are, round for round, in the statuses given for them. */
const serve = (rounds: Readonly<Record<string, readonly FileStatus[]>>, listed: readonly string[]) => {
  const asked: string[] = [];
  let round = -1;
  const at = (id: string) => fileOf(id, rounds[id]?.[Math.min(round, rounds[id].length - 1)] ?? 'uploaded');
  const client: WatchOptions['client'] = {
    listFiles: async () => {
      round += 1;
      asked.push('list');
      return { items: listed.map(at) };
    },
    getFile: async (id) => {
      asked.push(id);
      return at(id);
    },
  };
  return { client, asked };
};
const signal = new AbortController().signal;
const pauseMs = { least: 0, most: 0 };

describe('createFileWatcher', () => {
  it('tells each status once and answers the file at rest', async () => {
    const { client } = serve({ a: ['inspecting', 'inspecting', 'processing', 'published'] }, ['x', 'a']);
    const told: string[] = [];
    const watcher = createFileWatcher({ client, signal, timeoutMs: 60_000, pauseMs });
    expect(await watcher.atRest('a', (status) => told.push(status))).toMatchObject({ status: 'published' });
    expect(told).toEqual(['inspecting', 'processing']);
  });

  it('asks one question a round for all files', async () => {
    const { client, asked } = serve({ a: ['processing', 'rejected'], b: ['processing', 'processing', 'failed'] }, [
      'a',
      'b',
    ]);
    const watcher = createFileWatcher({ client, signal, timeoutMs: 60_000, pauseMs });
    const [a, b] = await Promise.all([watcher.atRest('a', () => {}), watcher.atRest('b', () => {})]);
    expect([a.status, b.status]).toEqual(['rejected', 'failed']);
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(asked.every((what) => what === 'list')).toBe(true);
  });

  it('asks for a file alone that is not among the newest', async () => {
    const { client, asked } = serve({ old: ['processing', 'published'] }, []);
    const watcher = createFileWatcher({ client, signal, timeoutMs: 60_000, pauseMs });
    await watcher.atRest('old', () => {});
    expect(asked).toContain('old');
  });

  it('watches again after everything was at rest', async () => {
    const { client } = serve({ a: ['published'], b: ['published'] }, ['a', 'b']);
    const watcher = createFileWatcher({ client, signal, timeoutMs: 60_000, pauseMs });
    await watcher.atRest('a', () => {});
    expect(await watcher.atRest('b', () => {})).toMatchObject({ file_id: 'b' });
    // Once more when the watcher has gone to rest too.
    await new Promise((resolve) => setImmediate(resolve));
    expect(await watcher.atRest('b', () => {})).toMatchObject({ file_id: 'b' });
  });

  it('gives up on a file in time', async () => {
    const { client } = serve({ a: ['processing'] }, ['a']);
    const watcher = createFileWatcher({ client, signal, timeoutMs: 0, pauseMs });
    await expect(watcher.atRest('a', () => {})).rejects.toThrow('file a is still processing after 0 s');
  });

  it('rejects everything that waits when the service does not answer or the person has enough', async () => {
    const failing: WatchOptions['client'] = {
      ...serve({}, []).client,
      listFiles: () => Promise.reject(new Error('gone')),
    };
    const watcher = createFileWatcher({ client: failing, signal, timeoutMs: 60_000, pauseMs });
    const both = await Promise.allSettled([watcher.atRest('a', () => {}), watcher.atRest('b', () => {})]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);

    const controller = new AbortController();
    const { client } = serve({ a: ['processing'] }, ['a']);
    const slow = { least: 60_000, most: 60_000 };
    const aborted = createFileWatcher({ client, signal: controller.signal, timeoutMs: 60_000, pauseMs: slow });
    const waiting = aborted.atRest('a', () => controller.abort());
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
