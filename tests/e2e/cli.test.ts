import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { tokenOf } from '../support/call-api.ts';

const run = promisify(execFile);
const NAME = `it's a "photo" \u202E é.jpg`;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
  await writeFile(join(dir, NAME), await makePhoto());
  await writeFile(join(dir, 'note.txt'), 'a note');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function sluice(...args: string[]): Promise<string> {
  const token = await tokenOf({ role: 'editor', tenant: 'cli' });
  const env = { ...process.env, SLUICE_API_URL: inject('cloud').apiUrl, SLUICE_TOKEN: token };
  const { stdout } = await run(process.execPath, ['packages/cli/bin/sluice.mjs', ...args], {
    env,
    maxBuffer: 16 * 1024 ** 2,
  });
  return stdout;
}

const lines = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the command line', () => {
  it('sends a folder, lists it, shows a file with its history, and gets it back', async () => {
    const sent = lines(await sluice('put', dir, '--json'));
    expect(sent.map(({ status }) => status)).toEqual(['published', 'published']);
    const photo = sent.find(({ kind }) => kind === 'image');
    expect(photo.renditions.map(({ name }: { name: string }) => name).sort()).toEqual([
      'large_avif',
      'large_webp',
      'thumbnail',
    ]);

    const listed = lines(await sluice('ls', '--json'));
    expect(listed.map(({ file_id }) => file_id)).toContain(photo.file_id);
    expect(await sluice('show', photo.file_id)).toMatch(/file\.uploaded[\s\S]*file\.published/);

    const copy = join(dir, 'copy.jpg');
    await sluice('get', photo.file_id, '-o', copy);
    expect((await readFile(copy)).equals(await readFile(join(dir, NAME)))).toBe(true);
  });

  it('ends with 1 and a sentence when a file is not there', async () => {
    const failure = await sluice('show', '019a0000-0000-7000-8000-000000000001').catch((error) => error);
    expect(failure.code).toBe(1);
    expect(failure.stderr).toMatch(/does not exist/);
    expect(failure.stderr).not.toMatch(/ at .*\.ts:/);
  });
});
