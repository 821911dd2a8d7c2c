import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeIssuer, startFakeIssuer } from '../testing/start-fake-issuer.ts';
import { createCredentialStore, credentialsPath, type Login } from './credential-store.ts';
import { createLoginTokenSource } from './login-token-source.ts';

const API = 'https://api.example.com';
const NOW = Date.parse('2026-11-02T08:00:00Z');

let fake: FakeIssuer;
let folder = '';
beforeEach(async () => {
  fake = await startFakeIssuer();
  folder = await mkdtemp(join(tmpdir(), 'sluice-login-'));
});
afterEach(async () => {
  await fake.stop();
  await rm(folder, { recursive: true });
});

const path = () => join(folder, 'sluice', 'credentials.json');
const storeOf = () => createCredentialStore(path());
const login = (more: Partial<Login> = {}): Login => ({
  issuer: fake.issuer,
  client_id: 'cli',
  token_endpoint: `${fake.issuer}/token`,
  access_token: 'access-0',
  refresh_token: 'refresh-0',
  expires_at: NOW + 3_600_000,
  ...more,
});
const keep = (kept: Login | undefined, api = API) => storeOf().update(api, async () => kept);
/** As another process would have it: nothing shared but the file. */
const sourceAt = (seconds: number, fetch = globalThis.fetch) =>
  createLoginTokenSource(
    { fetch, signal: new AbortController().signal, logins: storeOf() },
    API,
    () => NOW + seconds * 1000,
  );
/** Makes the fake issuer know a refresh token, by giving one out. */
const refreshTokenOfIssuer = async (): Promise<string> => {
  const verifier = 'verifier';
  const challenge = 'iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ';
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'cli',
    redirect_uri: 'http://localhost:8976/callback',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const { headers } = await fetch(`${fake.issuer}/authorize?${query}`, { redirect: 'manual' });
  const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'cli',
    redirect_uri: 'http://localhost:8976/callback',
    code,
    code_verifier: verifier,
  });
  const answer: { refresh_token: string } = await (
    await fetch(`${fake.issuer}/token`, { method: 'POST', body })
  ).json();
  fake.asked.length = 0;
  return answer.refresh_token;
};

describe('the token of a sign-in', () => {
  it('is the one that is kept while it is good, and nobody is asked', async () => {
    await keep(login());

    expect([await sourceAt(0)(), await sourceAt(3539)()]).toEqual(['access-0', 'access-0']);
    expect(fake.asked).toEqual([]);
  });

  it('is refreshed a minute before it expires, and kept with the refresh token that came with it', async () => {
    const first = await refreshTokenOfIssuer();
    await keep(login({ refresh_token: first }));

    const token = await sourceAt(3540)();

    expect(token).toBe('access-1');
    expect(await storeOf().read(API)).toMatchObject({ access_token: token, expires_at: NOW + 7_140_000 });
    expect((await storeOf().read(API))?.refresh_token).not.toBe(first);
    expect(await sourceAt(3600)()).toBe(token);
  });

  it('is refreshed once by many commands at the same time: a refresh token may be good for one use', async () => {
    await keep(login({ refresh_token: await refreshTokenOfIssuer() }));

    const tokens = await Promise.all([1, 2, 3, 4].map(() => sourceAt(3600)()));

    expect(new Set(tokens)).toEqual(new Set(['access-1']));
    expect(fake.asked).toEqual(['refresh_token']);
  });

  it('ends with the refresh token, and that is said', async () => {
    await keep(login());

    await expect(sourceAt(3600)()).rejects.toMatchObject({
      name: 'CommandError',
      exitCode: 1,
      message: `your sign-in at ${API} has ended: sluice login`,
    });
  });

  it('without a refresh token is used to its last second, and not after it', async () => {
    const { refresh_token: _, ...without } = login();
    await keep(without);

    expect(await sourceAt(3599)()).toBe('access-0');
    await expect(sourceAt(3600)()).rejects.toThrow('has ended');
  });

  it('does not end because the issuer is down', async () => {
    await keep(login({ token_endpoint: 'http://127.0.0.1:1/token' }));

    await expect(sourceAt(3600)()).rejects.toThrow(`the issuer ${fake.issuer} does not answer: try again`);
    expect(await storeOf().read(API)).toMatchObject({ refresh_token: 'refresh-0' });
  });

  it('is none after signing out meanwhile', async () => {
    await keep(login());
    const source = sourceAt(0);
    await keep(undefined);

    await expect(source()).rejects.toThrow('has ended');
  });
});

describe('what is kept', () => {
  it('can be read by nobody else, in a folder nobody else can enter', async () => {
    await keep(login());

    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'sluice'))).mode & 0o777).toBe(0o700);
  });

  it('becomes private again when somebody has made it public', async () => {
    await keep(login());
    await writeFile(path(), await readFile(path()), { mode: 0o644 });
    await keep(login({ access_token: 'access-9' }));

    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  it('is by API, however its address is written', async () => {
    await keep(login(), `${API}/`);
    await keep(login({ access_token: 'other' }), 'https://other.example.com/api');

    expect(await storeOf().read(API)).toMatchObject({ access_token: 'access-0' });
    expect(await storeOf().read('https://OTHER.example.com/api/')).toMatchObject({ access_token: 'other' });
    expect(await storeOf().urls()).toEqual([API, 'https://other.example.com/api']);
  });

  it('loses nothing when several commands write at the same time', async () => {
    await Promise.all([1, 2, 3, 4, 5].map((n) => keep(login(), `https://api${n}.example.com`)));

    expect(await storeOf().urls()).toHaveLength(5);
    expect(await readdir(join(folder, 'sluice'))).toEqual(['credentials.json']);
  });

  it('is not locked for ever by a command that was killed', async () => {
    await keep(login());
    await writeFile(`${path()}.lock`, '');
    await utimes(`${path()}.lock`, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));

    expect(await keep(login({ access_token: 'access-9' }))).toMatchObject({ access_token: 'access-9' });
  });

  it('that cannot be read is named, with what to do', async () => {
    await keep(login());
    await writeFile(path(), '{"version":2}');

    await expect(storeOf().read(API)).rejects.toThrow(`${path()} cannot be read: remove it and sign in again`);
  });

  it('lies where the machine says that settings lie', () => {
    expect(credentialsPath({ XDG_CONFIG_HOME: '/etc/x' })).toBe('/etc/x/sluice/credentials.json');
    expect(credentialsPath({ XDG_CONFIG_HOME: 'relative' })).toMatch(/^\/.*\/\.config\/sluice\/credentials\.json$/);
  });
});
