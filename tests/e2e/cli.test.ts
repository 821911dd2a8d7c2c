import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { callApi, type Person, tokenOf } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';

const run = promisify(execFile);
const NAME = `it's a "photo" \u202E é.jpg`;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
  await writeFile(join(dir, NAME), await makePhoto());
  await writeFile(join(dir, 'note.txt'), 'a note');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const COMMAND = 'packages/cli/bin/sluice.mjs';
const WHO: Person = { role: 'editor', tenant: 'cli' };

async function environment(): Promise<NodeJS.ProcessEnv> {
  const token = await tokenOf(WHO);
  return { ...process.env, SLUICE_API_URL: inject('cloud').apiUrl, SLUICE_TOKEN: token, XDG_STATE_HOME: dir };
}

async function sluice(...args: string[]): Promise<string> {
  const options = { env: await environment(), maxBuffer: 16 * 1024 ** 2 };
  return (await run(process.execPath, [COMMAND, ...args], options)).stdout;
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

  it('sends what is piped in under the name it is given', async () => {
    const putting = run(process.execPath, [COMMAND, 'put', '-', '--name', 'piped.txt', '--tag', 'piped', '--json'], {
      env: await environment(),
    });
    putting.child.stdin?.end('what was piped in');
    const [sent] = lines((await putting).stdout);
    expect(sent).toMatchObject({ file: 'piped.txt', status: 'published', mime_type: 'text/plain', size_bytes: 17 });
    expect(await sluice('get', sent.file_id, '-o', '-')).toBe('what was piped in');
  });

  it('keeps what is stored on Ctrl-C, says so, and goes on with it when started again', async () => {
    const path = join(dir, 'large.bin');
    await writeFile(path, '');
    await truncate(path, 240 * 1024 ** 2);
    const first = run(process.execPath, [COMMAND, 'put', path, '--no-wait', '--json'], { env: await environment() });
    const stopped = first.catch((error) => error);
    const storedNow = async () => {
      const { body } = await callApi('GET', '/v1/uploads?limit=1', { as: WHO });
      const [upload] = body.items;
      if (upload?.filename !== 'large.bin') return undefined;
      const { body: progress } = await callApi('GET', `/v1/uploads/${upload.upload_id}/status`, { as: WHO });
      return progress.parts_uploaded > 0 && progress;
    };
    const { upload_id } = await eventually('a part is stored', storedNow);
    first.child.kill('SIGINT');
    const { code, stderr } = await stopped;
    expect(code).toBe(130);
    expect(stderr).toContain('is kept: the same command goes on where it stopped');
    const { body: before } = await callApi('GET', `/v1/uploads/${upload_id}`, { as: WHO });
    expect(before.status).toBe('uploading');

    const [sent] = lines(await sluice('put', path, '--no-wait', '--json'));
    const { body: after } = await callApi('GET', `/v1/uploads/${upload_id}`, { as: WHO });
    expect(after).toMatchObject({ status: 'completed', file_id: sent.file_id });
  });

  it('ends with 1 and a sentence when a file is not there', async () => {
    const failure = await sluice('show', '019a0000-0000-7000-8000-000000000001').catch((error) => error);
    expect(failure.code).toBe(1);
    expect(failure.stderr).toMatch(/does not exist/);
    expect(failure.stderr).not.toMatch(/ at .*\.ts:/);
  });
});
