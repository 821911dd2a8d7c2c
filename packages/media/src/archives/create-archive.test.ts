import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentInMemory } from '@sluice/core/runtime';
import { inMemoryTaskInput } from '@sluice/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packFiles } from './create-archive.ts';

const file = (filename: string, content: string | Uint8Array, mimeType = 'text/plain') => ({
  source: contentInMemory(typeof content === 'string' ? new TextEncoder().encode(content) : content),
  ...{ filename, mimeType },
});
type File = ReturnType<typeof file>;
type Parameters = { readonly format: 'zip' | 'tar.gz'; readonly level: number };

async function archive([first, ...more]: readonly [File, ...File[]], parameters: Partial<Parameters> = {}) {
  const { source, mimeType, filename } = first;
  const { input, outputs } = inMemoryTaskInput(source, {
    ...{ mimeType, filename, more },
    parameters: { format: 'zip', level: 6, ...parameters } satisfies Parameters,
  });
  const answer = await packFiles(input);
  return { answer, made: outputs.get('output') };
}

const FILES = [
  file('a.txt', 'hello '.repeat(1000)),
  file('naïve café.txt', 'x'),
  file('a.txt', 'the other a'),
  file('photo.jpg', new Uint8Array(5000).fill(7), 'image/jpeg'),
  file('empty', ''),
] as const;
const NAMES = ['a.txt', 'naïve café.txt', 'a (2).txt', 'photo.jpg', 'empty'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-archive-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, bytes: Uint8Array | undefined) => {
  writeFileSync(join(folder, name), bytes ?? '');
  return join(folder, name);
};
const hasUnzip = spawnSync('unzip', ['-v']).status === 0;

describe('an archive of many files', () => {
  it.skipIf(!hasUnzip)('is a ZIP that unzip takes [needs unzip]', async () => {
    const { answer, made } = await archive(FILES);
    expect(made?.mimeType).toBe('application/zip');
    expect(answer).toMatchObject({
      findings: { archive: { value: { format: 'zip', entries: 5, size_bytes: 11012 } } },
    });
    const path = written('a.zip', made?.bytes);
    expect(execFileSync('unzip', ['-t', path], { encoding: 'utf8' })).toContain('No errors detected');
    const listed = execFileSync('unzip', ['-Z1', path], {
      encoding: 'utf8',
      env: { LANG: 'C.UTF-8', PATH: process.env.PATH },
    });
    expect(listed.trim().split('\n')).toEqual(NAMES);
    expect(execFileSync('unzip', ['-p', path, 'a (2).txt'], { encoding: 'utf8' })).toBe('the other a');
  });

  it('is a TAR.GZ that tar takes', async () => {
    const { made } = await archive(FILES, { format: 'tar.gz' });
    expect(made?.mimeType).toBe('application/gzip');
    const path = written('a.tar.gz', made?.bytes);
    const options = { encoding: 'utf8', env: { LANG: 'C.UTF-8', PATH: process.env.PATH } } as const;
    expect(execFileSync('tar', ['tzf', path, '--quoting-style=literal'], options).trim().split('\n')).toEqual(NAMES);
    expect(execFileSync('tar', ['xzOf', path, 'a.txt'], { encoding: 'utf8' })).toBe('hello '.repeat(1000));
  });

  it.each(['zip', 'tar.gz'] as const)('is the same %s each time', async (format) => {
    const [first, second] = [await archive(FILES, { format }), await archive(FILES, { format })];
    expect(Buffer.from(first.made?.bytes ?? []).equals(Buffer.from(second.made?.bytes ?? [1]))).toBe(true);
  });

  it('does not press what is pressed already, nor anything when it should not', async () => {
    const zeros = new Uint8Array(20_000);
    const sizeOf = async (mimeType: string, level = 6) =>
      (await archive([file('x', zeros, mimeType)], { level })).made?.bytes.byteLength ?? 0;
    expect(await sizeOf('image/bmp')).toBeLessThan(1000);
    expect(await sizeOf('image/jpeg')).toBeGreaterThan(20_000);
    expect(await sizeOf('text/plain', 0)).toBeGreaterThan(20_000);
  });

  it.each(['zip', 'tar.gz'] as const)('that loses a source is no %s', async (format) => {
    const lost = {
      ...file('b', 'x'),
      source: {
        sizeBytes: 10,
        async *stream() {
          yield new Uint8Array(4);
          throw new Error('storage is away');
        },
        read: async () => new Uint8Array(),
      },
    };
    await expect(archive([file('a', 'x'), lost], { format })).rejects.toThrow('storage is away');
  });

  it.each(['zip', 'tar.gz'] as const)('that is called off is no %s', async (format) => {
    const { input } = inMemoryTaskInput(new Uint8Array(100), {
      ...{ mimeType: 'a/b', parameters: { format, level: 1 }, signal: AbortSignal.abort(new Error('time is over')) },
    });
    await expect(packFiles(input)).rejects.toThrow('time is over');
  });
});
