import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { mimeTypeSchema } from '@sluice/contracts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { findFiles } from './find-files.ts';
import { mimeTypeOf } from './mime-types.ts';
import { safeFileName } from './save-content.ts';

// Any code point; fast-check's own `binary` takes seconds to build its tables.
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('findFiles', () => {
  it('finds files as they are named, and everything below folders, in order', async () => {
    mkdirSync(join(folder, 'in/deep'), { recursive: true });
    for (const name of ['one.txt', 'in/b\nb.txt', 'in/.hidden', 'in/deep/c.txt']) writeFileSync(join(folder, name), '');
    const { files } = await findFiles(['one.txt', './in'], folder);
    expect(files).toEqual([
      { path: join(folder, 'one.txt'), shown: 'one.txt' },
      { path: join(folder, 'in/.hidden'), shown: 'in/.hidden', relativePath: 'in/.hidden' },
      { path: join(folder, 'in/b\nb.txt'), shown: 'in/b\nb.txt', relativePath: 'in/b\nb.txt' },
      { path: join(folder, 'in/deep/c.txt'), shown: 'in/deep/c.txt', relativePath: 'in/deep/c.txt' },
    ]);
  });
  it('names files below the folder it is in', async () => {
    writeFileSync(join(folder, 'a.txt'), '');
    const { files } = await findFiles(['.'], folder);
    expect(files).toEqual([{ path: join(folder, 'a.txt'), shown: 'a.txt', relativePath: `${basename(folder)}/a.txt` }]);
  });
  it('follows links to files, passes over links to folders and broken ones', async () => {
    writeFileSync(join(folder, 'a.txt'), '');
    symlinkSync('a.txt', join(folder, 'b.txt'));
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync('nowhere', join(folder, 'broken'));
    const { files, skipped } = await findFiles([folder], '/');
    expect(files.map(({ path }) => basename(path))).toEqual(['a.txt', 'b.txt']);
    expect(skipped).toEqual([
      `${join(folder, 'broken')} is neither a file nor a folder`,
      `${join(folder, 'loop')} is a link to a folder`,
    ]);
  });
  it('refuses what does not exist', async () => {
    await expect(findFiles(['nope'], folder)).rejects.toMatchObject({ name: 'CommandError', exitCode: 2 });
  });
});

describe('mimeTypeOf', () => {
  it.each([
    ['a.JPG', 'image/jpeg'],
    ['a.tar.gz', 'application/gzip'],
    ['Makefile', 'application/octet-stream'],
    ['.png', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
    ['a.exe', 'application/octet-stream'],
  ])('of %s is %s', (name, type) => expect(mimeTypeOf(name)).toBe(type));
  it('is always one the API takes', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        return z.safeParse(mimeTypeSchema, mimeTypeOf(`a.${name}`)).success;
      }),
    );
  });
});

describe('safeFileName', () => {
  it('never leads out of the folder, hides, or plays an option', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('', '../', '..', '-', '.', '/'), (name, before) => {
        const safe = safeFileName(before + name);
        return safe !== '' && !/^[.-]|[/\\\p{Cc}]/u.test(safe);
      }),
    );
  });
  it('keeps what is harmless', () => {
    expect(safeFileName('été "1".txt')).toBe('été "1".txt');
  });
});
