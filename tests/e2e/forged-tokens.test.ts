import { readFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import {
  CompactEncrypt,
  CompactSign,
  type CryptoKey,
  decodeJwt,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { callApi, tokenOf } from '../support/call-api.ts';

type Key = CryptoKey | Uint8Array;
type Changes = { readonly claims?: object; readonly header?: Partial<JWTHeaderParameters>; readonly key?: Key };

const bytes = (text: string) => new TextEncoder().encode(text);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

let good: string;
let kid: string;
let own: CryptoKey;
let publicKey: CryptoKey;
let publicJwk: JWK;
let attacker: { privateKey: CryptoKey; publicKey: CryptoKey };
let attackerJwk: JWK;
/** The answer to nonsense. Every other is the same to the letter: what differs tells a forger how far they came. */
let refused: ReturnType<typeof told>;
let lure: { url: string; asked: string[]; stop: () => void };

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'RS256', { extractable: true });
  if (key instanceof Uint8Array) throw new TypeError(`${jwk.kty} is no key pair`);
  return key;
}

beforeAll(async () => {
  const secret = JSON.parse(await readFile(inject('cloud').issuerKeyFile, 'utf8'));
  const { keys } = await (await fetch(`${inject('cloud').issuerUrl}/jwks`)).json();
  publicJwk = keys[0];
  kid = publicJwk.kid ?? '';
  own = await importKey(secret);
  publicKey = await importKey(publicJwk);
  attacker = await generateKeyPair('RS256', { extractable: true });
  attackerJwk = { ...(await exportJWK(attacker.publicKey)), kid: 'mine', alg: 'RS256' };
  good = await tokenOf({ role: 'editor', tenant: 'acme' });
  refused = told(await present('Bearer not.a.token'));
  lure = await startLure({ keys: [{ ...attackerJwk, kid }, attackerJwk] });
});
afterAll(() => lure.stop());

/** Answers everybody with keys, and notes that it was asked. */
async function startLure(jwks: object) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/keys`, asked, stop: () => server.close() };
}

/** A token of the local issuer with what is changed, signed by its own key unless another is given. */
function sign({ claims = {}, header = {}, key = own }: Changes = {}): Promise<string> {
  return new SignJWT({ ...decodeJwt(good), ...claims })
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT', ...header })
    .sign(key, { crit: { 'https://example.com/ext': true } });
}

const unsigned = (alg: string, signature = '') =>
  `${part({ alg, kid, typ: 'JWT' })}.${good.split('.')[1]}.${signature}`;
const withHeader = (header: object) => sign({ header, key: attacker.privateKey });
const withClaims = (claims: object) => () => sign({ claims });
const derOf = async (key: CryptoKey) => {
  const pem = await exportSPKI(key);
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
};
const asSecret = async (key: Uint8Array) => sign({ header: { alg: 'HS256' }, key });

const TOKENS: Readonly<Record<string, () => Promise<string> | string>> = {
  'without a signature': () => unsigned('none'),
  'without a signature, in another spelling': () => unsigned('nOnE'),
  'without a signature, in capitals, with one': () => unsigned('NONE', good.split('.')[2]),
  'without an algorithm': () => unsigned(''),
  'signed with the public key as a secret, as PEM': async () => asSecret(bytes(await exportSPKI(publicKey))),
  'signed with the public key as a secret, as JWK': () => asSecret(bytes(JSON.stringify(publicJwk))),
  'signed with the public key as a secret, as DER': async () => asSecret(await derOf(publicKey)),
  'signed by another key under the id of the right one': () => sign({ key: attacker.privateKey }),
  'signed by the right key under an id nobody knows': () => sign({ header: { kid: 'nobody' } }),
  'whose key id climbs out of a folder': () => withHeader({ kid: '../../../../../../dev/null' }),
  'whose key id asks a database': () => withHeader({ kid: "x' UNION SELECT 'secret" }),
  'whose key id is an address': () => withHeader({ kid: lure.url }),
  'that brings its own key': () => withHeader({ jwk: attackerJwk }),
  'that brings its own key under no id': () => withHeader({ jwk: attackerJwk, kid: undefined }),
  'that says where its key is': () => withHeader({ jku: lure.url, kid: 'mine' }),
  'that says where its certificate is': () => withHeader({ x5u: lure.url }),
  'that brings its own certificate': async () =>
    withHeader({ x5c: [(await derOf(attacker.publicKey)).toString('base64')] }),
  'that demands an extension': () =>
    sign({ header: { crit: ['https://example.com/ext'], 'https://example.com/ext': 1 } }),
  'of another issuer': withClaims({ iss: 'https://evil.test' }),
  'of the issuer with a slash behind it': () => sign({ claims: { iss: `${inject('cloud').issuerUrl}/` } }),
  'for another audience': withClaims({ aud: 'somebody-else' }),
  'for nobody, asked for by a client of others': withClaims({ aud: undefined, client_id: 'theirs' }),
  'that has expired': () => sign({ claims: { exp: now() - 60 } }),
  'that is not valid yet': () => sign({ claims: { nbf: now() + 600 } }),
  'that never expires': withClaims({ exp: undefined }),
  'of nobody': withClaims({ sub: undefined }),
  'of a user whose name would split a key': withClaims({ sub: 'ada#FILE' }),
  'that is an identity token by what it says': withClaims({ token_use: 'id' }),
  'that is the identity token of the issuer': identityToken,
  'that is a logout token': () => sign({ header: { typ: 'logout+jwt' } }),
  'of a tenant whose name would split a key': withClaims({ tenant_id: 'acme#FILE' }),
  'of a tenant whose name climbs': withClaims({ tenant_id: '../globex' }),
  'of two tenants': withClaims({ tenant_id: ['acme', 'globex'] }),
  'of a role nobody has heard of': withClaims({ roles: ['root'] }),
  'of an operator in a tenant': withClaims({ roles: ['operator'] }),
  'whose tenant was changed after signing': () => {
    const [header, , signature] = good.split('.');
    return [header, part({ ...decodeJwt(good), tenant_id: 'globex' }), signature].join('.');
  },
  'whose signature was changed': () => {
    const [header, payload, signature = ''] = good.split('.');
    const flipped = Buffer.from(signature, 'base64url').map((byte, at) => (at === 7 ? byte ^ 1 : byte));
    return [header, payload, Buffer.from(flipped).toString('base64url')].join('.');
  },
  'that was cut short': () => good.slice(0, -20),
  'that lost its signature': () => good.split('.').slice(0, 2).join('.'),
  'that is encrypted': () =>
    new CompactEncrypt(bytes(JSON.stringify(decodeJwt(good))))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid, cty: 'JWT' })
      .encrypt(forEncryption(publicJwk)),
  'around a good one': () =>
    new CompactSign(bytes(good)).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT', cty: 'JWT' }).sign(own),
  'of nine kilobytes': () => sign({ claims: { padding: 'x'.repeat(6200) } }),
};

/** The key without what it says it is for. */
function forEncryption({ kty, n, e }: JWK): JWK {
  return { kty: kty ?? '', n: n ?? '', e: e ?? '' };
}

/** What the issuer gives with a sign-in beside the access token. */
async function identityToken(): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'password',
    username: 'editor@acme.test',
    client_id: 'sluice-cli',
  });
  return (await (await fetch(`${inject('cloud').issuerUrl}/token`, { method: 'POST', body })).json()).id_token;
}

const present = (authorization: string) => callApi('GET', '/v1/me', { headers: { authorization } });

/** The status when a request carries the header as often as there are values. */
function presentAll(...values: readonly string[]): Promise<number> {
  const url = new URL(`${inject('cloud').apiUrl}/v1/me`);
  const headers = ['host', url.host, ...values.flatMap((value) => ['authorization', value])];
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

/** All that an answer tells, but for the id of the request. */
const told = ({ status, headers, body }: Awaited<ReturnType<typeof present>>) => ({
  status,
  challenge: headers.get('www-authenticate'),
  body: { ...body, request_id: '' },
});
describe('the way these tokens are made', () => {
  it('makes good ones when nothing is changed', async () => {
    expect(await present(`Bearer ${good}`)).toMatchObject({ status: 200, body: { tenant_id: 'acme' } });
    expect(await present(`Bearer ${await sign()}`)).toMatchObject({ status: 200, body: { tenant_id: 'acme' } });
    expect(await presentAll(`Bearer ${good}`)).toBe(200);
  });
});

describe('a token', () => {
  it('that is nonsense is refused with a challenge, and nothing more is said', () => {
    expect(refused).toMatchObject({
      status: 401,
      challenge: 'Bearer error="invalid_token"',
      body: { code: 'unauthenticated', retryable: false },
    });
    expect(JSON.stringify(refused)).not.toMatch(/signature|expire|issuer|audience|alg|kid|claim|tenant|role/i);
  });

  it.each(Object.keys(TOKENS))('%s is refused, in the same words as any other', async (name) => {
    expect(told(await present(`Bearer ${await TOKENS[name]?.()}`))).toEqual(refused);
  });

  it.each(['Bearer', 'Bearer  ', 'Basic ZWRpdG9yOnNlY3JldA==', 'DPoP a.b.c', 'a.b.c'])(
    'that is none is refused the same way: %s',
    async (authorization) => {
      expect(told(await present(authorization))).toEqual(refused);
    },
  );

  it('in another scheme, or beside another one, is refused though it is good', async () => {
    expect(told(await present(`Basic ${good}`))).toEqual(refused);
    expect(told(await present(`Bearer ${good}, Bearer ${unsigned('none')}`))).toEqual(refused);
    expect(await presentAll(`Bearer ${unsigned('none')}`, `Bearer ${good}`)).toBe(401);
    expect(await presentAll(`Bearer ${good}`, `Bearer ${unsigned('none')}`)).toBe(401);
  });

  it('of any kind makes nobody ask where it says', () => {
    expect(lure.asked).toEqual([]);
  });

  it('that is missing is asked for, without calling it wrong', async () => {
    const { status, headers } = await callApi('GET', '/v1/me');
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});
