import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AUDIENCE, DISCOVERY_PATH, JWKS_PATH, startTokenIssuer, type TokenIssuer } from '../testing/token-issuer.ts';
import { createJwtAuthenticator } from './jwt-authenticator.ts';

let issuer: TokenIssuer;

beforeEach(async () => {
  issuer = await startTokenIssuer();
});
afterEach(() => issuer.stop());

/** Presents a good token, with what the issuer is asked for found by discovery. */
function authenticator(options: { readonly jwksUrl?: string; readonly issuer?: string } = {}) {
  const authenticate = createJwtAuthenticator({
    issuer: issuer.issuer,
    audience: AUDIENCE,
    claims: { tenant: 'tenant_id', roles: 'roles' },
    ...options,
  });
  return async (token?: string) => authenticate({ authorization: `Bearer ${token ?? (await issuer.sign())}` });
}

describe('the keys of an issuer', () => {
  it('are found by discovery, once', async () => {
    const present = authenticator();

    const kinds = [await present(), await present(), await present()].map(({ kind }) => kind);

    expect(kinds).toEqual(['authenticated', 'authenticated', 'authenticated']);
    expect(issuer.requests).toEqual([DISCOVERY_PATH, JWKS_PATH]);
  });

  it('are asked for once when many requests come at the same time', async () => {
    const present = authenticator();

    await Promise.all(Array.from({ length: 10 }, () => present()));

    expect(issuer.requests).toEqual([DISCOVERY_PATH, JWKS_PATH]);
  });

  it('need no discovery when it is known where they are', async () => {
    await authenticator({ jwksUrl: `${issuer.issuer}${JWKS_PATH}` })();

    expect(issuer.requests).toEqual([JWKS_PATH]);
  });

  it('are asked for once more by a flood of tokens with key ids nobody knows', async () => {
    const present = authenticator();
    await present();
    const forged = await Promise.all(['a', 'b', 'c'].map((kid) => issuer.sign({ header: { kid } })));

    const kinds = [...(await Promise.all(forged.map(present))), await present(forged[0])].map(({ kind }) => kind);

    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(issuer.requests.filter((path) => path === JWKS_PATH)).toHaveLength(2);
  });

  it('are not asked for twice by the first token of all, whatever its key id', async () => {
    expect((await authenticator()(await issuer.sign({ header: { kid: 'made-up' } }))).kind).toBe('refused');

    expect(issuer.requests).toEqual([DISCOVERY_PATH, JWKS_PATH]);
  });

  it('are not asked for by a token whose algorithm is not allowed', async () => {
    const present = authenticator();
    const forged = await issuer.sign({ header: { alg: 'HS256' }, key: new Uint8Array(32) });

    expect((await present(forged)).kind).toBe('refused');
    expect(issuer.requests).toEqual([]);
  });
});

describe('an issuer that changes its keys', () => {
  const START = Date.parse('2026-11-02T08:00:00Z');
  // Only the clock is ours: sockets and their timers are real.
  const at = (seconds: number) => vi.setSystemTime(START + seconds * 1000);
  const fetched = () => issuer.requests.filter((path) => path === JWKS_PATH).length;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    at(0);
  });
  afterEach(() => vi.useRealTimers());

  it('is followed at once, however young the keys are that we have', async () => {
    const present = authenticator();
    await present();
    at(1);
    const { privateKey } = await issuer.rotate('second');
    const token = await issuer.sign({ header: { kid: 'second' }, key: privateKey });

    const kinds = (await Promise.all([present(token), present(token)])).map(({ kind }) => kind);

    expect(kinds).toEqual(['authenticated', 'authenticated']);
    expect(fetched()).toBe(2);
  });

  it('is followed half a minute after somebody made one up, and not before', async () => {
    const present = authenticator();
    await present();
    await present(await issuer.sign({ header: { kid: 'made-up' } }));
    const { privateKey } = await issuer.rotate('second');
    const presentAt = async (seconds: number) => {
      at(seconds);
      return (await present(await issuer.sign({ header: { kid: 'second' }, key: privateKey }))).kind;
    };

    expect([await presentAt(29), await presentAt(31)]).toEqual(['refused', 'authenticated']);
    expect(fetched()).toBe(3);
  });

  it('has ten minutes until the key it withdrew opens nothing any more', async () => {
    const present = authenticator();
    await present();
    await issuer.rotate('second');
    const presentAt = async (seconds: number) => {
      at(seconds);
      return (await present()).kind;
    };

    expect([await presentAt(599), await presentAt(601), await presentAt(602)]).toEqual([
      'authenticated',
      'refused',
      'refused',
    ]);
  });

  it('ends the withdrawn key earlier when somebody comes with the new one', async () => {
    const present = authenticator();
    await present();
    const { privateKey } = await issuer.rotate('second');
    await present(await issuer.sign({ header: { kid: 'second' }, key: privateKey }));

    expect((await present()).kind).toBe('refused');
  });

  it('that does not answer for longer than that is down: old keys are no way around it', async () => {
    const present = authenticator();
    await present();
    issuer.instead.set(JWKS_PATH, 503);
    at(601);

    await expect(present()).rejects.toMatchObject({ name: 'IssuerUnavailableError' });
  });

  it('needs a new id for a new key: under the old one we have the old one', async () => {
    const present = authenticator();
    await present();
    const { privateKey } = await issuer.rotate('rsa');

    const { kind } = await present(await issuer.sign({ key: privateKey }));

    expect(kind).toBe('refused');
  });
});

describe('an issuer that is down', () => {
  const outages: readonly [string, string, number | string | { location: string }][] = [
    ['its discovery fails', DISCOVERY_PATH, 500],
    ['its discovery is not JSON', DISCOVERY_PATH, '<html>'],
    ['its discovery names no keys', DISCOVERY_PATH, '{"issuer":"x"}'],
    ['its discovery sends us elsewhere', DISCOVERY_PATH, { location: `${DISCOVERY_PATH}?moved` }],
    ['its keys are elsewhere', JWKS_PATH, { location: `${JWKS_PATH}?moved` }],
    [
      'its discovery is that of another',
      DISCOVERY_PATH,
      '{"issuer":"https://evil.test","jwks_uri":"https://evil.test/keys"}',
    ],
    ['its keys fail', JWKS_PATH, 503],
    ['its keys are not JSON', JWKS_PATH, 'oops'],
    ['its keys are none', JWKS_PATH, '{}'],
  ];

  it.each(outages)('is no fault of the token, and is asked again: %s', async (_, path, answer) => {
    const present = authenticator();
    issuer.instead.set(path, answer);

    await expect(present()).rejects.toMatchObject({ name: 'IssuerUnavailableError' });
    issuer.instead.clear();

    expect((await present()).kind).toBe('authenticated');
  });

  it('may be gone altogether', async () => {
    const token = await issuer.sign();
    const present = authenticator();
    await issuer.stop();

    await expect(present(token)).rejects.toMatchObject({ name: 'IssuerUnavailableError' });
    issuer = await startTokenIssuer();
  });

  it('keeps authenticating with the keys we have', async () => {
    const present = authenticator();
    await present();
    issuer.instead.set(JWKS_PATH, 503);

    expect((await present()).kind).toBe('authenticated');
  });
});

describe('an address of keys that is none', () => {
  it('is told when the function is loaded', () => {
    expect(() => authenticator({ jwksUrl: 'keys' })).toThrow('Invalid URL');
  });
});
