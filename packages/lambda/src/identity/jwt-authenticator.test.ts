import { exportSPKI, generateKeyPair, type JWTHeaderParameters } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIENCE, JWKS_PATH, startTokenIssuer, type TokenChanges, type TokenIssuer } from '../testing/token-issuer.ts';
import type { Authenticate } from './authentication.ts';
import { createJwtAuthenticator } from './jwt-authenticator.ts';

let issuer: TokenIssuer;
let authenticate: Authenticate;
const claims = { tenant: 'tenant_id', roles: 'roles' };
const now = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  issuer = await startTokenIssuer();
  authenticate = createJwtAuthenticator({
    issuer: issuer.issuer,
    audience: AUDIENCE,
    jwksUrl: `${issuer.issuer}${JWKS_PATH}`,
    claims,
  });
});
afterAll(() => issuer.stop());

const present = (token: string) => authenticate({ authorization: `Bearer ${token}` });
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a good token', () => {
  it('tells user, tenant, roles and e-mail', async () => {
    expect(await present(await issuer.sign())).toEqual({
      kind: 'authenticated',
      principal: {
        kind: 'member',
        userId: 'ada',
        tenantId: 'acme',
        roles: ['editor'],
        email: 'ada@acme.test',
        scopes: 'all',
      },
    });
  });

  const good: readonly [string, TokenChanges][] = [
    ['of several audiences', { claims: { aud: ['other', AUDIENCE] } }],
    ['typed as RFC 9068 says', { header: { typ: 'at+jwt' } }],
    ['typed in full', { header: { typ: 'application/at+jwt' } }],
    ['without a type', { header: { typ: undefined } as unknown as JWTHeaderParameters }],
    ['expired within the tolerance', { claims: { exp: now() - 2 } }],
    [
      'of Cognito: no audience, but our client',
      { claims: { aud: undefined, client_id: AUDIENCE, token_use: 'access' } },
    ],
    ['of Keycloak, which says in a claim what it is', { claims: { typ: 'Bearer' } }],
    ['with roles of other systems too', { claims: { roles: ['billing', 'editor'] } }],
    ['with roles as one text', { claims: { roles: 'openid editor' } }],
    ['without an e-mail', { claims: { email: undefined } }],
  ];

  it.each(good)('may be one %s', async (_, changes) => {
    expect(await present(await issuer.sign(changes))).toMatchObject({
      kind: 'authenticated',
      principal: { userId: 'ada', tenantId: 'acme', roles: ['editor'] },
    });
  });

  it('may be signed with an elliptic curve', async () => {
    const token = await issuer.sign({ header: { alg: 'ES256', kid: 'ec' }, key: issuer.keys.ES256.privateKey });

    expect(await present(token)).toMatchObject({ kind: 'authenticated' });
  });

  it('may come under a scheme in any case', async () => {
    expect(await authenticate({ authorization: `bearer ${await issuer.sign()}` })).toMatchObject({
      kind: 'authenticated',
    });
  });

  it('without a tenant is an operator’s, where it says so', async () => {
    const token = await issuer.sign({ claims: { tenant_id: undefined, roles: ['operator', 'admin'] } });

    expect(await present(token)).toEqual({
      kind: 'authenticated',
      principal: { kind: 'operator', userId: 'ada', email: 'ada@acme.test' },
    });
  });

  it('of a tenant makes nobody an operator', async () => {
    const token = await issuer.sign({ claims: { roles: ['operator', 'editor'] } });

    expect(await present(token)).toMatchObject({ principal: { kind: 'member', roles: ['editor'] } });
  });

  it('loses an e-mail that is none', async () => {
    const authentication = await present(await issuer.sign({ claims: { email: 'not one' } }));

    expect(authentication).not.toHaveProperty('principal.email');
  });
});

describe('a forged token', () => {
  const CLAIM = 'ERR_JWT_CLAIM_VALIDATION_FAILED';
  const WHO = 'no user, tenant or role';
  const AUDIENCES = 'for another audience';
  const TYPE = 'not an access token';

  // The reason proves that the signature was good and that this claim is what failed.
  const wrongClaims: readonly [string, Record<string, unknown>, string][] = [
    ['of another issuer', { iss: 'https://evil.test' }, CLAIM],
    ['of no issuer', { iss: undefined }, CLAIM],
    ['of a list of issuers', { iss: ['https://evil.test'] }, CLAIM],
    ['for another audience', { aud: 'other' }, AUDIENCES],
    ['for no audience and no client', { aud: undefined }, AUDIENCES],
    ['for an empty list of audiences', { aud: [] }, AUDIENCES],
    ['for another client', { aud: undefined, client_id: 'other' }, AUDIENCES],
    ['for our client but another audience', { aud: 'other', client_id: AUDIENCE }, AUDIENCES],
    ['expired', { exp: now() - 60 }, 'ERR_JWT_EXPIRED'],
    ['that never expires', { exp: undefined }, CLAIM],
    ['that expires in words', { exp: 'tomorrow' }, CLAIM],
    ['not valid yet', { nbf: now() + 60 }, CLAIM],
    ['without a subject', { sub: undefined }, CLAIM],
    ['with an empty subject', { sub: '' }, WHO],
    ['with a subject that would split a key', { sub: 'ada#FILE#1' }, WHO],
    ['with a subject that is no text', { sub: { $ne: '' } }, WHO],
    ['of an operator with an empty tenant', { tenant_id: '', roles: ['operator'] }, WHO],
    ['of an operator without a subject that fits', { sub: 'a b', tenant_id: undefined, roles: ['operator'] }, WHO],
    ['without a tenant', { tenant_id: undefined }, WHO],
    ['with a tenant that would split a key', { tenant_id: 'acme#x' }, WHO],
    ['with a tenant in capitals', { tenant_id: 'ACME' }, WHO],
    ['with a list of tenants', { tenant_id: ['acme', 'globex'] }, WHO],
    ['without roles', { roles: undefined }, WHO],
    ['with no role', { roles: [] }, WHO],
    ['with none of our roles', { roles: ['operator', 'root'] }, WHO],
    ['with a role in an object', { roles: { editor: true } }, WHO],
    ['that is an identity token of Cognito', { token_use: 'id' }, TYPE],
    ['that is an identity token of Keycloak', { typ: 'ID' }, TYPE],
    ['that is an identity token, by the hash of what it came with', { at_hash: 'x' }, TYPE],
  ];

  it.each(wrongClaims)('%s is refused', async (_, changes, reason) => {
    expect(await present(await issuer.sign({ claims: changes }))).toEqual({ kind: 'refused', reason });
  });

  const wrongHeaders: readonly [string, Record<string, unknown>, string][] = [
    ['that is a logout token', { typ: 'logout+jwt' }, TYPE],
    ['that is a proof of possession', { typ: 'dpop+jwt' }, TYPE],
    ['signed by a key we do not know', { kid: 'other' }, 'ERR_JWKS_NO_MATCHING_KEY'],
    ['with a path for a key id', { kid: '../../../../dev/null' }, 'ERR_JWKS_NO_MATCHING_KEY'],
    ['with a query for a key id', { kid: "' OR 1=1 --" }, 'ERR_JWKS_NO_MATCHING_KEY'],
  ];

  it.each(wrongHeaders)('%s is refused', async (_, header, reason) => {
    expect(await present(await issuer.sign({ header }))).toEqual({ kind: 'refused', reason });
  });

  const beforeSignature: readonly [string, Record<string, unknown>, string][] = [
    ['that demands an extension', { crit: ['x'], x: 1 }, 'ERR_JOSE_NOT_SUPPORTED'],
    ['of another algorithm the same key could do', { alg: 'PS256' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['of a symmetric algorithm', { alg: 'HS512' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['of an algorithm in a list', { alg: ['RS256'] }, 'ERR_JWS_INVALID'],
  ];

  it.each(beforeSignature)('%s is refused before its signature is looked at', async (_, header, reason) => {
    const [, payload, signature] = (await issuer.sign()).split('.');
    const token = `${part({ alg: 'RS256', kid: 'rsa', typ: 'JWT', ...header })}.${payload}.${signature}`;

    expect(await present(token)).toEqual({ kind: 'refused', reason });
  });

  it.each(['none', 'None', 'nOnE', ''])('without a signature (alg %j) is refused', async (alg) => {
    const [, payload] = (await issuer.sign()).split('.');

    expect(await present(`${part({ alg, typ: 'JWT' })}.${payload}.`)).toMatchObject({ kind: 'refused' });
    expect(await present(`${part({ alg, typ: 'JWT' })}.${payload}.AA`)).toMatchObject({ kind: 'refused' });
  });

  it('signed with our public key as if it were a secret is refused', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(issuer.keys.RS256.publicKey));

    const token = await issuer.sign({ header: { alg: 'HS256' }, key: secret });

    expect(await present(token)).toEqual({ kind: 'refused', reason: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  it('signed by another key under our key id is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');

    expect(await present(await issuer.sign({ key: privateKey }))).toEqual({
      kind: 'refused',
      reason: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it('that brings its own key, or says where to get it, is refused and nobody is asked', async () => {
    const other = await startTokenIssuer();
    try {
      const header = {
        jku: `${other.issuer}${JWKS_PATH}`,
        x5u: other.issuer,
        jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' },
      };

      expect(await present(await issuer.sign({ header, key: other.keys.RS256.privateKey }))).toMatchObject({
        kind: 'refused',
      });
      expect(other.requests).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('with one claim changed after signing is refused', async () => {
    const [header, payload = '', signature] = (await issuer.sign()).split('.');
    const claimed = JSON.parse(Buffer.from(payload, 'base64url').toString());

    const token = `${header}.${part({ ...claimed, tenant_id: 'globex' })}.${signature}`;

    expect(await present(token)).toMatchObject({ kind: 'refused' });
  });

  it('of one algorithm under the key of another is refused', async () => {
    const token = await issuer.sign({ header: { alg: 'ES256', kid: 'rsa' }, key: issuer.keys.ES256.privateKey });

    expect(await present(token)).toMatchObject({ kind: 'refused' });
  });
});

describe('credentials that are no token', () => {
  const headers: readonly (string | undefined)[] = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer a.b',
    'Bearer a.b.c.d',
    'Bearer a.b.c, Bearer a.b.c',
    'Basic YWRhOnNlY3JldA==',
    'Bearer ....',
    `Bearer ${'a'.repeat(9000)}.b.c`,
  ];

  it.each(headers)('such as %s are refused', async (authorization) => {
    expect(await authenticate({ authorization })).toEqual({ kind: 'refused', reason: 'no bearer token' });
  });
});

describe('the clients of tokens without an audience', () => {
  it('are the ones named', async () => {
    const named = createJwtAuthenticator({
      issuer: issuer.issuer,
      audience: AUDIENCE,
      clientIds: ['cli', 'console'],
      jwksUrl: `${issuer.issuer}${JWKS_PATH}`,
      claims,
    });
    const token = (client: string) => issuer.sign({ claims: { aud: undefined, client_id: client } });
    const ask = async (client: string) => (await named({ authorization: `Bearer ${await token(client)}` })).kind;

    expect([await ask('cli'), await ask('console'), await ask(AUDIENCE)]).toEqual([
      'authenticated',
      'authenticated',
      'refused',
    ]);
  });
});

describe('an issuer with claims of its own', () => {
  const ask = async (names: { tenant: string; roles: string }, own: Record<string, unknown>) => {
    const options = {
      issuer: issuer.issuer,
      audience: AUDIENCE,
      jwksUrl: `${issuer.issuer}${JWKS_PATH}`,
      claims: names,
    };
    const token = await issuer.sign({ claims: { tenant_id: undefined, roles: undefined, ...own } });
    return createJwtAuthenticator(options)({ authorization: `Bearer ${token}` });
  };
  const keycloak = { tenant: 'organization', roles: 'resource_access.sluice.roles' };
  const auth0 = { tenant: 'https://sluice.example.com/tenant', roles: 'https://sluice.example.com/roles' };

  it('may nest them', async () => {
    const own = { organization: 'acme', resource_access: { sluice: { roles: ['reviewer'] } } };

    expect(await ask(keycloak, own)).toMatchObject({ principal: { tenantId: 'acme', roles: ['reviewer'] } });
  });

  it('may name them by URLs', async () => {
    const own = { [auth0.tenant]: 'acme', [auth0.roles]: ['admin'] };

    expect(await ask(auth0, own)).toMatchObject({ principal: { tenantId: 'acme', roles: ['admin'] } });
  });

  it('has no say by claims of other names', async () => {
    const own = { tenant_id: 'globex', roles: ['admin'], organization: 'acme' };

    expect(await ask(keycloak, own)).toEqual({ kind: 'refused', reason: 'no user, tenant or role' });
  });

  it('has an operator who has no tenant at the path either', async () => {
    const operator = { resource_access: { sluice: { roles: ['operator'] } } };

    expect(await ask(keycloak, operator)).toMatchObject({ principal: { kind: 'operator' } });
    expect(await ask(keycloak, { ...operator, organization: 'acme' })).toMatchObject({ kind: 'refused' });
  });
});
