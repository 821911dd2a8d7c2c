import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileResumeStore, stateFolder } from '../node/file-resume-store.ts';
import { createMemoryResumeStore, createWebResumeStore } from './resume-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-resume-'));
afterAll(() => rmSync(folder, { recursive: true }));

const storage = () => {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
};

describe.each([
  ['in memory', () => createMemoryResumeStore()],
  ['of a browser', () => createWebResumeStore(storage())],
  ['on the disk', () => createFileResumeStore(join(folder, 'uploads'))],
])('a resume store %s', (_where, make) => {
  it('answers what was set last, and nothing of what it was never told or told to forget', async () => {
    const store = make();
    expect(await store.get('http://a/ key')).toBeUndefined();
    await store.set('http://a/ key', 'one');
    await store.set('http://a/ key', 'two');
    await store.set('other', 'three');
    expect(await store.get('http://a/ key')).toBe('two');
    await store.delete('http://a/ key');
    await store.delete('http://a/ key');
    expect([await store.get('http://a/ key'), await store.get('other')]).toEqual([undefined, 'three']);
  });
});

describe('a resume store of a browser', () => {
  it('remembers nothing where the page may not store', async () => {
    const no = () => {
      throw new Error('QuotaExceededError');
    };
    const store = createWebResumeStore({ getItem: no, setItem: no, removeItem: no });
    await store.set('a', 'b');
    expect(await store.get('a')).toBeUndefined();
    await store.delete('a');
  });
});

describe('a resume store on the disk', () => {
  it('is seen by another process, and read by its owner alone', async () => {
    const path = join(folder, 'mine');
    await createFileResumeStore(path).set('a', 'b');
    expect(await createFileResumeStore(path).get('a')).toBe('b');
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(path).map((name) => statSync(join(path, name)).mode & 0o777)).toEqual([0o600]);
  });

  it('remembers nothing where it may not write', async () => {
    writeFileSync(join(folder, 'file'), '');
    const store = createFileResumeStore(join(folder, 'file', 'below'));
    await store.set('a', 'b');
    expect(await store.get('a')).toBeUndefined();
    await store.delete('a');
  });

  it('lies where the system keeps the state of programs', () => {
    expect(stateFolder({ XDG_STATE_HOME: '/state' })).toBe('/state/sluice');
    expect(stateFolder({})).toMatch(/\.local\/state\/sluice$/);
  });
});
