import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeIssuer, startFakeIssuer } from '../testing/start-fake-issuer.ts';
import { createTestTerminal } from '../testing.ts';
import { discoverIssuer } from './discover-issuer.ts';
import { type SignInRequest, signIn } from './sign-in.ts';

let fake: FakeIssuer;
beforeEach(async () => {
  fake = await startFakeIssuer();
});
afterEach(() => fake.stop());

const noSignal = new AbortController().signal;

/** Signs in with a browser that follows where it is sent, and shows the last page; or with what `paste` makes of it. */
async function run(request: Partial<SignInRequest> = {}, { paste }: { paste?: (location: string) => string } = {}) {
  const test = createTestTerminal();
  let browsing = Promise.resolve();
  const pages: { status: number; text: string }[] = [];
  const deps = {
    fetch: globalThis.fetch,
    signal: noSignal,
    terminal: test.terminal,
    openBrowser: async (url: string) => {
      browsing = fetch(url).then(async (page) => {
        pages.push({ status: page.status, text: await page.text() });
      });
      return true;
    },
    askLine: async () => {
      const [, url = ''] = /(http\S+authorize\S+)/.exec(test.err()) ?? [];
      const location = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
      return paste?.(location) ?? location;
    },
  };
  const issuer = await discoverIssuer(deps, fake.issuer, { mayBeInTheClear: true });
  const all = { clientId: 'cli', browser: true, ports: [0], ...request };
  const login = await signIn(deps, issuer, all).catch((error: unknown) => error);
  await browsing;
  return { login, pages, told: test.err(), printed: test.out() };
}

describe('signing in with a browser', () => {
  it('answers what is to be kept, and says in the browser that it may be closed', async () => {
    const { login, pages } = await run();

    expect(login).toEqual({
      issuer: fake.issuer,
      client_id: 'cli',
      token_endpoint: `${fake.issuer}/token`,
      revocation_endpoint: `${fake.issuer}/revoke`,
      access_token: 'access-1',
      refresh_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
      expires_at: expect.any(Number),
    });
    expect(pages).toEqual([{ status: 200, text: expect.stringContaining('You may close this page') }]);
  });

  it('asks for a code with PKCE, state and nonce, each of 256 random bits', async () => {
    await run({ audience: 'sluice', loginHint: 'ada@acme.test' });
    const first = fake.authorization();
    await run();

    expect(Object.fromEntries(first)).toEqual({
      response_type: 'code',
      client_id: 'cli',
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+\/callback$/),
      scope: 'openid email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      audience: 'sluice',
      login_hint: 'ada@acme.test',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(fake.authorization().get(name)).not.toBe(first.get(name));
    }
  });

  it('asks for tokens that last where the issuer wants to be asked', async () => {
    fake.plan.discovery = { scopes_supported: ['openid', 'offline_access'] };
    await run();

    expect(fake.authorization().get('scope')).toBe('openid email offline_access');
  });

  it('prints no token, and no code', async () => {
    const { told, printed } = await run();

    expect(printed).toBe('');
    expect(told).not.toMatch(/access-|code=/);
  });

  const refused: readonly [string, FakeIssuer['plan'], RegExp][] = [
    ['whose state is another', { state: 'forged' }, /belongs to another sign-in/],
    ['of another issuer', { iss: 'https://evil.test' }, /comes from https:\/\/evil\.test/],
    ['that says no', { error: 'access_denied' }, /says access_denied/],
    ['that would draw on the terminal', { error: '\u001b[2Jgone' }, /says \\e\[2Jgone/],
  ];
  it.each(refused)('refuses an answer %s, in the browser too', async (_, plan, message) => {
    Object.assign(fake.plan, plan);
    const { login, pages } = await run();

    expect(login).toMatchObject({ name: 'CommandError', exitCode: 1, message: expect.stringMatching(message) });
    expect(fake.asked).toEqual([]);
    expect(pages).toEqual([{ status: 400, text: expect.stringContaining('the terminal says why') }]);
  });

  const wrongTokens: readonly [string, FakeIssuer['plan'], RegExp][] = [
    ['made for another sign-in', { nonce: 'other' }, /belong to another sign-in/],
    ['made for another client', { audience: 'other' }, /belong to another sign-in/],
    ['that expired long ago', { lifeSeconds: -3600 }, /belong to another sign-in/],
    ['without an identity', { withoutIdToken: true }, /no identity token/],
    ['that are none', { refusal: { status: 200, body: '<html>' } }, /gave no tokens/],
    [
      'of another kind',
      { refusal: { status: 200, body: '{"access_token":"a","token_type":"mac"}' } },
      /gave no tokens/,
    ],
    ['it does not give', { refusal: { status: 400, body: '{"error":"invalid_grant"}' } }, /says invalid_grant/],
    ['it fails to give', { refusal: { status: 500, body: 'oops' } }, /says status 500/],
  ];
  it.each(wrongTokens)('refuses tokens %s', async (_, plan, message) => {
    Object.assign(fake.plan, plan);

    expect((await run()).login).toMatchObject({ name: 'CommandError', message: expect.stringMatching(message) });
  });
});

describe('signing in without a browser', () => {
  it('takes the whole address that was pasted', async () => {
    expect((await run({ browser: false })).login).toMatchObject({ access_token: 'access-1' });
  });

  it('takes the code alone, with white space around it', async () => {
    const paste = (location: string) => ` ${new URL(location).searchParams.get('code')}\n`;

    expect((await run({ browser: false }, { paste })).login).toMatchObject({ access_token: 'access-1' });
  });

  it.each([
    ['nothing', () => '', /nothing was pasted/],
    ['a sentence', () => 'what now', /neither a code nor/],
    ['an address without a code', () => 'http://localhost:8976/callback', /another sign-in/],
    ['the address of another sign-in', (l: string) => l.replace(/state=[^&]*/, 'state=another'), /another sign-in/],
    ['a code the issuer never gave', () => 'made-up', /says invalid_grant/],
  ])('refuses %s', async (_, paste, message) => {
    const { login } = await run({ browser: false }, { paste });

    expect(login).toMatchObject({ name: 'CommandError', message: expect.stringMatching(message) });
  });
});

describe('an issuer', () => {
  const find = (issuer = fake.issuer, mayBeInTheClear = true) =>
    discoverIssuer({ fetch: globalThis.fetch, signal: noSignal }, issuer, { mayBeInTheClear });

  it('is asked over https, unless the API itself is on this machine', async () => {
    await expect(find(fake.issuer, false)).rejects.toThrow(/cannot be trusted with a password/);
  });

  it.each([
    ['of another name', { issuer: 'https://evil.test' }, /is of the issuer https:\/\/evil\.test/],
    ['with an address that is none', { token_endpoint: 'file' }, /no discovery document that fits/],
    ['that sends passwords to a file', { authorization_endpoint: 'file:///etc/passwd' }, /cannot be trusted/],
  ])('is refused %s', async (_, discovery, message) => {
    fake.plan.discovery = discovery;

    await expect(find()).rejects.toThrow(message);
  });

  it('that is not there is said to be not there', async () => {
    await expect(find('http://127.0.0.1:1')).rejects.toMatchObject({ name: 'CommandError', exitCode: 1 });
  });
});
