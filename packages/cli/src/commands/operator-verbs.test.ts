import { createClient } from '@sluice/client';
import { type FakeAnswer, type FakeRequest, type FakeService, problem, startFakeService } from '@sluice/client/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliDeps } from '../cli-deps.ts';
import type { ConnectOptions } from '../connect.ts';
import { CommandError } from '../errors.ts';
import { runCli } from '../run-cli.ts';
import { createTestDeps, createTestTerminal } from '../testing.ts';

const FILE_ID = '0198c0de-0000-7000-8000-000000000001';
const letter = (n: number, more: object = {}) => ({
  letter_id: `letter-${n}`,
  queue: 'image-jobs',
  reason: 'image-jobs: not handled in 3 receives',
  tenant_id: 'acme',
  file_id: FILE_ID,
  receives: 3,
  status: 'kept',
  kept_at: '2026-01-01T00:00:00.000Z',
  ...more,
});
const nothingStuck = { looked: 2, running: 2, resumed: [], given_up: [], failed: [], complete: true };
const stuck = {
  ...nothingStuck,
  running: 1,
  resumed: [{ file_id: FILE_ID, tenant_id: 'acme', stage: 'inspect', run: 2, detail: 'run 1 ended FAILED' }],
};

/** What the platform says; each test changes one thing. */
let platform: { letters: object[]; reconciliation: object; health: object; forbidden: boolean };
let service: FakeService;

const answer = ({ method, path, body }: FakeRequest): FakeAnswer | undefined => {
  const ok = (value: unknown): FakeAnswer => ({ status: 200, body: value });
  if (path === '/health') return ok(platform.health);
  if (platform.forbidden) return problem('forbidden', 'this is for who runs the platform');
  if (path === '/v1/dead-letters') return ok({ items: platform.letters });
  if (path === '/v1/reconciliation') return ok(platform.reconciliation);
  if (path === `/v1/executions/${FILE_ID}/redrive`)
    return ok({ file_id: FILE_ID, outcome: 'redriven', file_status: 'uploaded', run: 2 });
  const [, id, verb] = /^\/v1\/dead-letters\/([\w-]+)(\/redrive)?$/.exec(path) ?? [];
  if (id === undefined || (method === 'POST' && body.length > 2)) return undefined;
  return ok(verb === undefined ? letter(7) : { letter_id: id, outcome: 'file_redriven' });
};

beforeAll(async () => {
  service = await startFakeService({ misbehave: answer });
});
afterAll(() => service.stop());
beforeEach(() => {
  platform = {
    letters: [],
    reconciliation: nothingStuck,
    health: { status: 'healthy', services: { upload: 'healthy' } },
    forbidden: false,
  };
});

const run = async (args: readonly string[], given: Partial<CliDeps> = {}) => {
  const test = createTestTerminal();
  const asked: ConnectOptions[] = [];
  const connect = async (options: ConnectOptions) => {
    asked.push(options);
    return createClient({ baseUrl: service.baseUrl, token: 'good', attempts: 1 });
  };
  const from = service.seen.length;
  const code = await runCli(args, createTestDeps(service.baseUrl, test, { connect, ...given }));
  return { code, out: test.out(), err: test.err(), asked, seen: service.seen.slice(from) };
};
const lines = (out: string): Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('sluice doctor', () => {
  it('ends with 0 when all is well, as an operator', async () => {
    const { code, out, asked } = await run(['doctor']);
    expect(code).toBe(0);
    expect(out).toContain('✔ health       healthy');
    expect(out).toContain('✔ stuck files  none: 2 take longer than two minutes, and their executions run');
    expect(out).toContain('✔ dead letters none');
    expect(asked).toMatchObject([{ role: 'operator' }]);
  });

  it('prints one object a check with --json', async () => {
    const checks = lines((await run(['doctor', '--json'])).out);
    expect(checks.map(({ name, status }) => [name, status])).toEqual(
      ['node', 'python', 'ffmpeg', 'LibreOffice', 'health', 'stuck files', 'dead letters'].map((name) => [name, 'ok']),
    );
  });

  it('goes without tools that are extra, and says how to get them', async () => {
    const ask = async (program: string) => (program === 'python3' ? 'Python 3.12.1' : undefined);
    const { code, out } = await run(['doctor'], { ask });
    expect(code).toBe(0);
    expect(out).toContain('– ffmpeg       not found: audio and video go without\n    apt-get install ffmpeg');
    expect(out).toContain('– LibreOffice  not found: previews of office documents go without');
  });

  it.each([
    ['no Python', undefined, 'not found'],
    ['an old Python', 'Python 3.8.1', '3.8.1'],
  ])('ends with 1 with %s', async (_, version, detail) => {
    const ask = async (program: string) => (program === 'python3' ? version : `${program} 9.9`);
    const { code, out } = await run(['doctor'], { ask });
    expect(code).toBe(1);
    expect(out).toContain(`✖ python       ${detail}`);
  });

  it('ends with 1 when something is down, and names it', async () => {
    platform.health = { status: 'degraded', services: { upload: 'healthy', notify: 'unhealthy' } };
    const { code, out } = await run(['doctor']);
    expect(code).toBe(1);
    expect(out).toContain('✖ health       degraded: notify is unhealthy');
  });

  it('lists what is stuck and what died, touches neither, and ends with 1', async () => {
    platform.reconciliation = stuck;
    platform.letters = [letter(1), letter(2, { status: 'redriven', redriven_at: '2026-01-01T00:00:00.000Z' })];
    const { code, out, seen } = await run(['doctor']);
    expect(code).toBe(1);
    expect(out).toContain(`✖ stuck files  1 of the 2 that take long have no execution\n    ${FILE_ID}  acme  inspect`);
    expect(out).toContain('✖ dead letters 1 messages nothing could handle\n    letter-1');
    expect(seen.filter((call) => call.startsWith('POST'))).toEqual([]);
  });

  it('starts them again with --repair, and ends with 0', async () => {
    platform.reconciliation = stuck;
    platform.letters = [letter(1)];
    const { code, out, seen } = await run(['doctor', '--repair']);
    expect(code).toBe(0);
    expect(out).toContain('✔ stuck files  1 taken up again, 0 given up, 0 could not be looked at');
    expect(out).toContain('✔ dead letters 1 redriven\n    letter-1  file_redriven');
    expect(seen).toEqual(expect.arrayContaining(['POST /v1/reconciliation', 'POST /v1/dead-letters/letter-1/redrive']));
  });

  it('ends with 1 when the token is no operator’s, and says so', async () => {
    platform.forbidden = true;
    const { code, out } = await run(['doctor']);
    expect(code).toBe(1);
    expect(out).toContain('give the token of an operator with --token or SLUICE_TOKEN');
  });

  it('ends with 1 when no cloud runs, after looking at the machine', async () => {
    const connect = () => Promise.reject(new CommandError('the local cloud is not running: npx sluice up', 3));
    const { code, out } = await run(['doctor'], { connect });
    expect(code).toBe(1);
    expect(out).toContain('✔ node');
    expect(out).toContain('✖ cloud        it is not running\n    sluice up');
  });
});

describe('sluice dead-letters', () => {
  it('lists them with their reasons', async () => {
    platform.letters = [letter(1)];
    const { out, asked } = await run(['dead-letters']);
    expect(out).toMatch(/letter-1 +image-jobs {2}image-jobs: not handled in 3 receives {2}0198c0de/);
    expect(asked).toMatchObject([{ role: 'operator' }]);
    expect(lines((await run(['dead-letters', '--json'])).out)).toEqual([letter(1)]);
  });

  it('says so when there are none', async () => {
    expect(await run(['dead-letters'])).toMatchObject({ code: 0, out: '', err: 'no dead letters\n' });
  });

  it('shows one', async () => {
    const { out } = await run(['dead-letters', 'show', 'letter-7']);
    expect(out).toContain('letter_id    letter-7\n');
    expect(lines((await run(['dead-letters', 'show', 'letter-7', '--json'])).out)).toEqual([letter(7)]);
  });

  it('redrives one', async () => {
    const { err, seen } = await run(['dead-letters', 'redrive', 'letter-3']);
    expect(err).toBe('✔ letter-3 file redriven\n');
    expect(seen).toEqual(['POST /v1/dead-letters/letter-3/redrive']);
  });

  it('redrives all that are kept', async () => {
    platform.letters = [letter(1), letter(2, { status: 'redriven' }), letter(3)];
    const { out } = await run(['dead-letters', 'redrive', '--all', '--json']);
    expect(lines(out).map(({ letter_id }) => letter_id)).toEqual(['letter-1', 'letter-3']);
  });

  it.each([[['show']], [['redrive']], [['bury', 'letter-1']], [['redrive', 'letter-1', '--all']]])(
    'does not guess what %j means',
    async (args) => {
      expect(await run(['dead-letters', ...args])).toMatchObject({ code: 2, out: '', seen: [] });
    },
  );
});

describe('sluice retry', () => {
  it('begins a failed file again', async () => {
    const { code, err, asked } = await run(['retry', FILE_ID]);
    expect([code, err]).toEqual([0, `✔ ${FILE_ID} begins again (uploaded)\n`]);
    expect(asked).toMatchObject([{ role: 'operator' }]);
    expect(lines((await run(['retry', FILE_ID, '--json'])).out)).toMatchObject([{ outcome: 'redriven', run: 2 }]);
  });

  it('ends with 1 when there is no such file', async () => {
    expect(await run(['retry', '0198c0de-0000-7000-8000-000000000002'])).toMatchObject({ code: 1, out: '' });
  });
});
