import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile } from './node.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-node-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('openFile', () => {
  it('reads the range it is asked for', async () => {
    const path = join(folder, 'a.txt');
    writeFileSync(path, '0123456789');
    const source = await openFile(path, 'text/plain');
    expect([source.name, source.size, source.type]).toEqual(['a.txt', 10, 'text/plain']);
    expect(Buffer.from(await new Blob([await source.read(3, 7)]).arrayBuffer()).toString()).toBe('3456');
    expect(await source.read(10, 10)).toHaveLength(0);
    await source.close();
  });

  it('streams large parts instead of holding them', async () => {
    const path = join(folder, 'large');
    const size = 40 * 1024 ** 2;
    writeFileSync(path, '');
    truncateSync(path, size);
    const source = await openFile(path);
    const part = await source.read(1, size);
    expect(part).toBeInstanceOf(Blob);
    expect(part).toMatchObject({ size: size - 1, type: '' });
    await source.close();
  });

  it('answers fewer bytes when the file has become shorter', async () => {
    const path = join(folder, 'a.log');
    writeFileSync(path, '0123456789');
    const source = await openFile(path);
    truncateSync(path, 4);
    expect(await source.read(0, 10)).toHaveLength(4);
    await source.close();
  });
});
