import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type FakeService, problem, startFakeService } from '@sluice/client/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CliDeps } from './cli-deps.ts';
import { runCli } from './run-cli.ts';
import { createTestCloud, createTestDeps, createTestTerminal } from './testing.ts';

let service: FakeService;
let broken = false;
const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
beforeAll(async () => {
  service = await startFakeService({
    misbehave: () => (broken ? problem('forbidden', 'a viewer may not') : undefined),
  });
  writeFileSync(join(folder, 'a.txt'), 'hello');
});
afterEach(() => {
  broken = false;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await service.stop();
});

const run = async (args: readonly string[], given: Partial<CliDeps> = {}) => {
  const test = createTestTerminal();
  const code = await runCli(args, createTestDeps(service.baseUrl, test, { cwd: folder, ...given }));
  return { code, out: test.out(), err: test.err() };
};
const VERBS = [
  'up',
  'down',
  'status',
  'put',
  'ls',
  'show',
  'get',
  'review',
  'login',
  'logout',
  'token',
  'doctor',
  'dead-letters',
  'retry',
  'completion',
];

describe('help', () => {
  it.each([[], ...VERBS.map((verb) => [verb])])('of sluice %s has two examples and the exit codes', async (...verb) => {
    const { code, out, err } = await run([...verb, '--help']);
    expect(code).toBe(0);
    expect(
      out
        .split('Examples:\n')[1]
        ?.split('\n')
        .filter((line) => /^ {2}\S/.test(line)),
    ).toHaveLength(2);
    expect(out).toContain('Exit codes: 0 ok, 1');
    expect(err).toBe('');
  });
  it('of every verb says --json', async () => {
    for (const verb of VERBS) expect((await run([verb, '--help'])).out).toContain('--json');
  });
});

describe('wrong usage', () => {
  it.each([
    [[]],
    [['lss']],
    [['put']],
    [['put', 'a.txt', '--parallel', '0']],
    [['put', 'nope.txt']],
    [['put', '-', 'a.txt']],
    [['put', 'a.txt', '--name', 'b.txt']],
    [['put', 'a.txt', '--metadata', 'nothing']],
    [['put', 'a.txt', '--checksum', 'MD5']],
    [['completion', 'tcsh']],
    [['ls', '--status', 'lost']],
    [['token']],
    [['token', '--role', 'king']],
    [['ls', '--colour']],
  ])('%j ends with 2 and says nothing on stdout', async (args) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });
});

describe('sluice', () => {
  it('put sends a file, then ls, show and get know it', async () => {
    const put = await run(['put', 'a.txt', '--json']);
    expect(put.code).toBe(0);
    const { file_id, ...result } = JSON.parse(put.out);
    expect(result).toMatchObject({ file: 'a.txt', status: 'published', size_bytes: 5 });

    const ls = await run(['ls', '--json']);
    expect(
      ls.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).file_id),
    ).toContain(file_id);
    expect((await run(['ls'])).out).toMatch(new RegExp(`${file_id} {2}a.txt`));

    const get = await run(['get', file_id, '-o', 'b.txt', '--json']);
    expect(JSON.parse(get.out)).toEqual({ file_id, path: join(folder, 'b.txt'), size_bytes: 5 });
    expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toBe('hello');
  });

  it('put - sends what is piped in under the name it is given, and leaves nothing on the disk', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('sluice-stdin-'));
    const piped = Readable.from(['hel', 'lo']);
    const put = await run(['put', '-', '--name', 'greeting.txt', '--json'], { stdin: piped });
    expect(put.code).toBe(0);
    expect(JSON.parse(put.out)).toMatchObject({ file: 'greeting.txt', mime_type: 'text/plain', size_bytes: 5 });
    expect([...service.state.files.values()].at(-1)?.content.toString()).toBe('hello');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('sluice-stdin-'))).toEqual(before);
  });

  it('put says of each file what it was told', async () => {
    const said = ['--tag', 'a', '--tag', 'b', '--metadata', 'k=v=w', '--priority', '9', '--checksum', 'CRC64NVME'];
    expect((await run(['put', 'a.txt', ...said])).code).toBe(0);
    expect([...service.state.uploads.values()].at(-1)?.body).toMatchObject({
      ...{ tags: ['a', 'b'], metadata: { k: 'v=w' }, priority: 9 },
      checksum: { algorithm: 'CRC64NVME' },
    });
    await run(['put', 'a.txt', '--checksum', 'none']);
    expect([...service.state.uploads.values()].at(-1)?.body.checksum).toBeUndefined();
  });

  it('get does not overwrite unless told to', async () => {
    const { out } = await run(['put', 'a.txt', '--json']);
    const { file_id } = JSON.parse(out);
    const refused = await run(['get', file_id]);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('a.txt exists already: give --force') });
    expect((await run(['get', file_id, '--force'])).code).toBe(0);
  });

  it('put ends with 1 when a file is refused', async () => {
    broken = true;
    const { code, out, err } = await run(['put', 'a.txt', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ status: null, reason: 'forbidden' });
    expect(err).toContain('✖ a.txt: a viewer may not (forbidden, request request-1)');
  });

  it('says what the API says, without a stack unless asked for one', async () => {
    const id = '0198c0de-0000-7000-8000-000000000001';
    const plain = await run(['show', id]);
    expect(plain).toEqual({
      ...{ code: 1, out: '' },
      err: `✖ file ${id} does not exist (not_found, request request-1)\n`,
    });
    expect((await run(['show', id, '--verbose'])).err).toMatch(/ApiError: .*\n +at /);
  });

  it('ends with 3 when nobody answers', async () => {
    const fake = await startFakeService();
    await fake.stop();
    const test = createTestTerminal();
    expect(await runCli(['ls'], createTestDeps(fake.baseUrl, test))).toBe(3);
    expect(test.err()).toContain('start the local cloud with: npx sluice up');
  });

  it('ends with 130 when interrupted', async () => {
    expect(await run(['ls'], { signal: AbortSignal.abort() })).toMatchObject({ code: 130, err: 'stopped\n' });
  });

  it('up shows each step with its time, and prints what runs', async () => {
    const { code, out, err } = await run(['up']);
    expect(code).toBe(0);
    expect(err).toContain('✔ local cloud up 0.4 s\n');
    expect(out).toContain(`api     ${service.baseUrl}\n`);
    expect(JSON.parse((await run(['up', '--json'])).out)).toEqual(JSON.parse((await run(['status', '--json'])).out));
  });

  it('status prints what runs and where, and ends with 3 when nothing does', async () => {
    const stopped = await run(['status', '--json'], { cloud: createTestCloud(null).cloud });
    expect(stopped.code).toBe(3);
    expect(JSON.parse(stopped.out)).toEqual({ api_url: null, issuer_url: null, cloud_url: null, stacks: [] });
  });

  it('down says whether anything ran', async () => {
    expect((await run(['down'])).err).toBe('stopped, nothing left running\n');
    expect((await run(['down', '--json'], { cloud: createTestCloud(null).cloud })).out).toBe('{"stopped":false}\n');
  });

  it('token prints nothing but the token', async () => {
    expect((await run(['token', '--role', 'editor', '--tenant', 'acme'])).out).toBe('good\n');
    expect(JSON.parse((await run(['token', '--role', 'operator', '--json'])).out)).toEqual({
      ...{ token: 'good', role: 'operator', tenant: null },
    });
  });
});
