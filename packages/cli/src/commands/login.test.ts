import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeService, problem, startFakeService } from '@sluice/client/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCredentialStore } from '../login/credential-store.ts';
import { runCli } from '../run-cli.ts';
import { type FakeIssuer, startFakeIssuer } from '../testing/start-fake-issuer.ts';
import { createTestDeps, createTestTerminal } from '../testing.ts';

let issuer: FakeIssuer;
let service: FakeService;
let folder = '';
let said: Record<string, unknown>;
let me: Parameters<typeof problem>[0] | Record<string, unknown>;

beforeEach(async () => {
  issuer = await startFakeIssuer();
  said = { issuer: issuer.issuer, audience: 'sluice', client_id: 'cli' };
  me = { user_id: 'ada', tenant_id: 'acme', roles: ['editor'], email: 'ada@acme.test' };
  folder = await mkdtemp(join(tmpdir(), 'sluice-login-'));
  service = await startFakeService({
    misbehave: ({ path, headers }) => {
      if (path === '/v1/auth') return { status: 200, body: said };
      if (path !== '/v1/me') return undefined;
      if (typeof me === 'string') return problem(me);
      return headers.authorization === 'Bearer access-1' ? { status: 200, body: me } : problem('unauthenticated');
    },
  });
});
afterEach(async () => {
  await Promise.all([issuer.stop(), service.stop()]);
  await rm(folder, { recursive: true });
});

const file = () => join(folder, 'credentials.json');
/** Runs the command; whoever is asked opens the address that was printed and pastes where they ended. */
async function run(...args: readonly string[]) {
  const test = createTestTerminal();
  const deps = createTestDeps(service.baseUrl, test, {
    logins: createCredentialStore(file()),
    askLine: async () => {
      const [, url = ''] = /(http\S+authorize\S+)/.exec(test.err()) ?? [];
      return (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    },
  });
  return { code: await runCli(args, deps), out: test.out(), err: test.err() };
}
const login = (...args: readonly string[]) => run('login', '--no-browser', ...args);
const kept = () => createCredentialStore(file()).read(service.baseUrl);

describe('sluice login', () => {
  it('signs in as the API says, keeps what came of it, and tells who somebody is', async () => {
    const { code, out, err } = await login();

    expect([code, out]).toEqual([0, '']);
    expect(err).toContain(`signing in at ${issuer.issuer} for ${service.baseUrl}\n`);
    expect(err).toContain('✔ signed in as ada@acme.test editor of acme\n');
    expect(Object.fromEntries(issuer.authorization())).toMatchObject({ client_id: 'cli', audience: 'sluice' });
    expect(await kept()).toMatchObject({ issuer: issuer.issuer, access_token: 'access-1' });
  });

  it('prints no token, even as JSON', async () => {
    const { out, err } = await login('--json');

    expect(JSON.parse(out)).toEqual({
      api_url: service.baseUrl,
      issuer: issuer.issuer,
      expires_at: expect.stringMatching(/^\d{4}-.*Z$/),
      user: 'ada@acme.test',
      tenant: 'acme',
      roles: ['editor'],
    });
    const { access_token, refresh_token = '' } = (await kept()) ?? { access_token: '' };
    for (const secret of [access_token, refresh_token]) expect(out + err).not.toContain(secret);
  });

  it('says to the issuer of a local cloud who somebody is', async () => {
    await login('--role', 'reviewer', '--tenant', 'globex');
    expect(issuer.authorization().get('login_hint')).toBe('reviewer@globex.test');
    await login('--role', 'operator');
    expect(issuer.authorization().get('login_hint')).toBe('operator@sluice.test');
  });

  it('takes issuer and client as they are given, and then asks the API for neither', async () => {
    const { code } = await login('--issuer', issuer.issuer, '--client-id', 'mine');

    expect(code).toBe(0);
    expect(issuer.authorization().get('client_id')).toBe('mine');
    expect(service.seen).not.toContain('GET /v1/auth');
  });

  it('asks for a client where the API knows none', async () => {
    delete said.client_id;

    expect(await login()).toMatchObject({ code: 2, err: expect.stringContaining('give one with --client-id') });
    expect((await login('--client-id', 'mine')).code).toBe(0);
  });

  it('knows that an operator is nobody in a tenant', async () => {
    me = 'forbidden';

    expect(await login()).toMatchObject({ code: 0, err: expect.stringContaining('signed in as operator\n') });
  });

  it('keeps nothing the API does not take', async () => {
    me = 'unauthenticated';

    const { code, err } = await login();

    expect(code).toBe(1);
    expect(err).toContain('have you been let into a tenant?');
    expect(await kept()).toBeUndefined();
  });

  it('keeps what it had when signing in fails', async () => {
    await login();
    issuer.plan.error = 'access_denied';

    expect(await login()).toMatchObject({ code: 1, err: expect.stringContaining('✖ the issuer says access_denied') });
    expect(await kept()).toMatchObject({ access_token: 'access-1' });
  });
});

describe('sluice logout', () => {
  it('ends the sign-in here and at the issuer', async () => {
    await login();
    issuer.asked.length = 0;

    expect(await run('logout', '--json')).toMatchObject({
      code: 0,
      out: `${JSON.stringify({ api_url: service.baseUrl, revoked: true })}\n`,
    });
    expect(issuer.asked).toEqual(['revoke']);
    expect(await readFile(file(), 'utf8')).not.toContain('access-1');
  });

  it('ends it here when the issuer is gone', async () => {
    await login();
    await issuer.stop();

    expect(await run('logout', '--all')).toMatchObject({ code: 0, err: `signed out of ${service.baseUrl}\n` });
    expect(await kept()).toBeUndefined();
    issuer = await startFakeIssuer();
  });

  it('of somebody who is not signed in does no harm', async () => {
    expect(await run('logout')).toMatchObject({ code: 0, err: 'you were not signed in\n' });
  });
});
