import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@sluice/client';
import { type FakeService, type FakeServiceOptions, problem, startFakeService } from '@sluice/client/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestTerminal } from '../testing.ts';
import type { FileResult } from './file-result.ts';
import { type SendFilesOptions, sendFiles } from './send-files.ts';

let folder = '';
const running: FakeService[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

const send = async (names: readonly string[], fake: FakeServiceOptions = {}, given: Partial<SendFilesOptions> = {}) => {
  const service = await startFakeService(fake);
  running.push(service);
  const test = createTestTerminal();
  const files = names.map((name) => {
    const path = join(folder, name);
    if (!name.startsWith('missing')) writeFileSync(path, `this is ${name}`);
    return { path, shown: name };
  });
  const told: FileResult[] = [];
  const results = await sendFiles({
    ...{ files, terminal: test.terminal, parallel: 2, wait: true, timeoutMs: 60_000, verbose: false, json: false },
    client: createClient({ baseUrl: service.baseUrl, token: 'good', attempts: 1 }),
    signal: new AbortController().signal,
    onResult: (result) => told.push(result),
    ...given,
  });
  return { results, told, service, err: test.err(), out: test.out() };
};

describe('sendFiles', () => {
  it('answers what became of each file, in the order given, with every field of the contract', async () => {
    const { results, told, err, out } = await send(['b.txt', 'a.png']);
    expect(results.map(({ file }) => file)).toEqual(['b.txt', 'a.png']);
    expect(results[0]).toEqual({
      ...{ file: 'b.txt', file_id: expect.any(String), status: 'published', reason: null, kind: null },
      ...{ mime_type: 'text/plain', size_bytes: 13, sha256: null, renditions: [], findings: {}, review_id: null },
      seconds: expect.any(Number),
    });
    expect(new Set(told)).toEqual(new Set(results));
    expect(err).toMatch(/✔ b\.txt +━{18} published \d\.\d s\n/);
    expect(out).toBe('');
  });

  it('counts a refusal before a byte moved as a rejection', async () => {
    const { results, err } = await send(['a.exe'], {
      misbehave: ({ method }) => (method === 'POST' ? problem('type_not_allowed') : undefined),
    });
    expect(results[0]).toMatchObject({
      ...{ file_id: null, status: 'rejected', reason: 'type_not_allowed', size_bytes: 13 },
      mime_type: 'application/octet-stream',
    });
    expect(err).toContain('rejected (type_not_allowed)');
  });

  it('goes on with the others when one cannot be sent, and says why', async () => {
    const { results, err } = await send(['missing.txt', 'a.txt']);
    expect(results.map(({ status, reason }) => [status, reason])).toEqual([
      [null, 'unreadable'],
      ['published', null],
    ]);
    expect(err).toContain('✖ missing.txt: ENOENT');
  });

  it.each([
    ['the service breaks', problem('internal_error', 'broken'), 'internal_error'],
    ['nobody answers', 'drop', 'unreachable'],
  ] as const)('does not call it at rest when %s', async (_what, mischief, reason) => {
    const { results } = await send(['a.txt'], { misbehave: () => mischief });
    expect(results[0]).toMatchObject({ status: null, reason, file_id: null });
  });

  it('sends nothing of what is stored already when told to look, and shows it as any other', async () => {
    const { service } = await send(['a.txt']);
    const client = createClient({ baseUrl: service.baseUrl, token: 'good' });
    const { results } = await send(['a.txt', 'b.txt'], {}, { client, declared: { dedupe: true } });
    expect(results.map(({ status, size_bytes }) => [status, size_bytes])).toEqual([
      ['published', 13],
      ['published', 13],
    ]);
    const sent = service.seen.filter((name) => name.startsWith('PUT '));
    expect(sent).toHaveLength(2);
    expect(service.state.files.size).toBe(3);
  });

  it('declares many small files in one call, with the type and path of each', async () => {
    const { service, results } = await send(['a.txt', 'b.png', 'c.txt'], {}, { declared: { tags: ['t'] } });
    expect(results.map(({ status }) => status)).toEqual(['published', 'published', 'published']);
    const posts = service.seen.filter((name) => name.startsWith('POST /v1/upload') && !name.endsWith('complete'));
    expect(posts).toEqual(['POST /v1/upload-batches']);
    const bodies = [...service.state.uploads.values()].map(({ body }) => body);
    expect(bodies.map(({ filename, mime_type, tags }) => [filename, mime_type, tags?.[0]])).toEqual([
      ['a.txt', 'text/plain', 't'],
      ['b.png', 'image/png', 't'],
      ['c.txt', 'text/plain', 't'],
    ]);
  });

  it('does not wait when told not to', async () => {
    const { results } = await send(['a.txt'], { statuses: ['inspecting'] }, { wait: false });
    expect(results[0]).toMatchObject({ status: 'inspecting', file_id: expect.any(String) });
  });

  it('shows names so that they cannot pretend', async () => {
    const name = 'photo\u202Egpj.\u001b[2J\n.txt';
    const { results, err } = await send([name]);
    expect(results[0]?.file).toBe(name);
    expect(err).toContain('photo\\u{202e}gpj.\\e[2J\\n.txt');
    expect(err.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('keeps a large file for the next run when aborted, says so, and the next run sends only the rest', async () => {
    const large = 20 * 1024 ** 2;
    const path = join(folder, 'large.bin');
    writeFileSync(path, '');
    truncateSync(path, large);
    const controller = new AbortController();
    let stopping = true;
    const service = await startFakeService({
      ...{ partSize: 1024 ** 2, multipartFrom: 2, maxConcurrency: 1, swallow: true },
      misbehave: ({ method, query }) => {
        if (!stopping || method !== 'PUT' || query.get('n') !== '6') return undefined;
        controller.abort(new Error('enough'));
        return 'hang';
      },
    });
    running.push(service);
    const client = createClient({ baseUrl: service.baseUrl, token: 'good', attempts: 1 });
    const test = createTestTerminal();
    const options = {
      ...{ client, terminal: test.terminal, files: [{ path, shown: 'large.bin' }], parallel: 1, wait: false },
      ...{ timeoutMs: 60_000, verbose: false, json: false, onResult: () => {} },
    };
    await expect(sendFiles({ ...options, signal: controller.signal })).rejects.toThrow('enough');
    expect(test.err()).toContain('what is stored of large.bin is kept: the same command goes on where it stopped');
    stopping = false;
    const [result] = await sendFiles({ ...options, signal: new AbortController().signal });
    expect(result?.status).toBe('published');
    const puts = service.seen.filter((name) => name.startsWith('PUT '));
    expect(puts).toHaveLength(20 + 1);
    expect(service.state.uploads.size).toBe(1);
  });

  it('ends at once when aborted, and takes back what it had begun', async () => {
    const controller = new AbortController();
    const { service, sending } = await new Promise<{ service: FakeService; sending: Promise<unknown> }>((resolve) => {
      const sending = send(
        ['a.txt', 'b.txt', 'c.txt'],
        {
          misbehave: ({ method }) => {
            if (method !== 'PUT') return undefined;
            setTimeout(() => controller.abort(new Error('enough')), 10);
            const service = running.at(-1);
            if (service !== undefined) resolve({ service, sending });
            return 'hang';
          },
        },
        { signal: controller.signal },
      );
      sending.catch(() => {});
    });
    await expect(sending).rejects.toThrow('enough');
    expect([...service.state.uploads.values()].map(({ view }) => view.status)).toEqual([
      'aborted',
      'aborted',
      'aborted',
    ]);
  });
});
