import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeService, type FakeServiceOptions, startFakeService } from '@sluice/client/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../local-cloud/local-cloud.ts';
import { createTestCloud, createTestTerminal } from '../testing.ts';
import { parseArguments } from './parse-arguments.ts';
import { runStart } from './run-start.ts';

let folder = '';
const running: FakeService[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-start-'));
  for (const name of ['a.txt', 'b.txt']) writeFileSync(join(folder, name), name);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

type Given = { fake?: FakeServiceOptions; cloud?: (apiUrl: string) => Partial<LocalCloud>; signal?: AbortSignal };
const start = async (args: readonly string[], { fake = {}, cloud: answers, signal }: Given = {}) => {
  const service = await startFakeService(fake);
  running.push(service);
  const test = createTestTerminal();
  const { cloud, asked } = createTestCloud(service.baseUrl, answers?.(service.baseUrl));
  const ended = runStart(
    {
      ...{ terminal: test.terminal, cloud, cwd: folder, pid: 1 },
      signal: signal ?? new AbortController().signal,
      makeSamples: async () => [{ path: join(folder, 'a.txt'), shown: 'sample.txt' }],
    },
    parseArguments(args),
  );
  return { ended, asked, ...test };
};
const upOf =
  (steps: readonly [string, 'done' | 'unchanged'][]) =>
  (apiUrl: string): Partial<LocalCloud> => ({
    up: async ({ tell }) => {
      for (const [step, status] of steps) {
        tell({ step, status: 'started', text: step });
        tell({ step, status, text: step, seconds: 0 });
      }
      return { ...(await createTestCloud(apiUrl).cloud.status()), started: [] };
    },
  });

describe('npm start -- --once', () => {
  it('sends what was named, prints one object a file on stdout, and stops what it started', async () => {
    const { ended, asked, out, err } = await start(['--once', '--json', '.']);
    expect(await ended).toBe(0);
    const results = out()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(results.map(({ file, status }) => [file, status]).sort()).toEqual([
      ['a.txt', 'published'],
      ['b.txt', 'published'],
    ]);
    expect(Object.keys(results[0])).toEqual([
      ...['file', 'file_id', 'status', 'reason', 'kind', 'mime_type', 'size_bytes', 'sha256'],
      ...['renditions', 'findings', 'review_id', 'seconds'],
    ]);
    expect(asked.at(-1)).toBe('down');
    expect(err()).toMatch(/^✔ local cloud up 0\.4 s\n[\s\S]*2 files in \d+\.\d s\nstopped, nothing left running\n$/);
  });

  it('sends the samples when nothing is named, and shows a table', async () => {
    const { ended, out } = await start(['--once']);
    expect(await ended).toBe(0);
    expect(out()).toMatch(
      /\nfile +kind +status +size +renditions +what it is +tags +seconds\nsample\.txt +– +published/,
    );
  });

  it.each([
    ['rejected', 0],
    ['pending_review', 0],
    ['failed', 0],
  ] as const)('ends with 0 when a file is %s: it is at rest', async (status, code) => {
    const { ended } = await start(['--once', 'a.txt'], { fake: { statuses: [status] } });
    expect(await ended).toBe(code);
  });

  it('ends with 1 when a file could not be sent', async () => {
    const { ended, asked } = await start(['--once', 'a.txt'], { fake: { misbehave: () => ({ status: 403 }) } });
    expect(await ended).toBe(1);
    expect(asked).toContain('down');
  });

  it('leaves a cloud running that ran before', async () => {
    const { ended, asked, err } = await start(['--once', 'a.txt'], { cloud: upOf([['cloud', 'unchanged']]) });
    expect(await ended).toBe(0);
    expect(asked).not.toContain('down');
    expect(err()).toContain('the cloud ran before and still does');
  });

  it('stops only the issuer it started beside a cloud of somebody else', async () => {
    const stopped: unknown[] = [];
    const { ended } = await start(['--once', 'a.txt', '--endpoint', 'http://127.0.0.1:1'], {
      cloud: (apiUrl) => ({
        ...upOf([
          ['cloud', 'done'],
          ['issuer', 'done'],
        ])(apiUrl),
        down: async (only) => stopped.push(only) > 0,
      }),
    });
    expect(await ended).toBe(0);
    expect(stopped).toEqual(['issuer']);
  });

  it('starts nothing for a path that does not exist', async () => {
    const { ended, asked } = await start(['--once', 'nope']);
    await expect(ended).rejects.toMatchObject({ name: 'CommandError', exitCode: 2 });
    expect(asked).toEqual([]);
  });

  it('stops a cloud whose deployment failed', async () => {
    const { ended, asked, err } = await start(['--once'], {
      cloud: () => ({
        up: async ({ tell }) => {
          tell({ step: 'cloud', status: 'started', text: 'starting' });
          throw new Error('cdk deploy ended with 1');
        },
      }),
    });
    expect(await ended).toBe(1);
    expect(err()).toBe('✖ cdk deploy ended with 1\nstopped, nothing left running\n');
    expect(asked).toEqual(['up', 'down']);
  });
});

describe('npm start', () => {
  it('keeps serving and says what to do next, until it is interrupted', async () => {
    const controller = new AbortController();
    const { ended, asked, err } = await start(['a.txt'], { signal: controller.signal });
    await expect.poll(err).toContain('npx sluice put FILE…');
    expect(asked).not.toContain('down');
    controller.abort();
    expect(await ended).toBe(0);
    expect(asked.at(-1)).toBe('down');
    expect(err().endsWith('stopping …\nstopped, nothing left running\n')).toBe(true);
  });

  it('stops what it had begun when interrupted before that', async () => {
    const controller = new AbortController();
    const { ended, asked } = await start(['a.txt'], {
      signal: controller.signal,
      cloud: () => ({
        up: async ({ tell, signal }) => {
          tell({ step: 'cloud', status: 'started', text: 'starting' });
          controller.abort(new Error('ctrl-c'));
          signal?.throwIfAborted();
          throw new Error('not reached');
        },
      }),
    });
    expect(await ended).toBe(130);
    expect(asked).toEqual(['up', 'down']);
  });
});

describe('the arguments', () => {
  it('are paths and options in any order', () => {
    expect(parseArguments(['a', '--once', 'b', '--endpoint', 'http://127.0.0.1:4566/', '--', '-rf.txt'])).toEqual({
      ...{ paths: ['a', 'b', '-rf.txt'], once: true, json: false, verbose: false, endpoint: 'http://127.0.0.1:4566' },
    });
  });
  it.each([[['--twice']], [['--endpoint']], [['--endpoint', '4566']], [['--endpoint', 'ftp://a']]])(
    '%j are wrong usage',
    (args) => {
      expect(() => parseArguments(args)).toThrow(expect.objectContaining({ name: 'CommandError', exitCode: 2 }));
    },
  );
});
