import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdLock } from './hold-lock.ts';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-lock-'));
  lock = join(folder, 'deep', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('holdLock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([holdLock(lock, work), holdLock(lock, work), holdLock(lock, work)]);
    expect(inside).toBe(0);
  });

  it('answers what the work answers, and lets go when it fails', async () => {
    await expect(holdLock(lock, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    expect(await holdLock(lock, async () => 42)).toBe(42);
  });

  it('takes over from an owner that died', async () => {
    await holdLock(lock, async () => {});
    // This very pid, but started at another time: its first owner is gone.
    writeFileSync(lock, `${process.pid} long-ago`);
    expect(await holdLock(lock, async () => readFileSync(lock, 'utf8'))).not.toContain('long-ago');
  });
});
