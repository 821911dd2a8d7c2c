import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { LOCAL_IDENTITIES } from '../../localstack/issuer/local-identity.ts';
import { mintToken } from '../../localstack/issuer/mint-token.ts';
import { type RunningIssuer, startIssuer } from '../../localstack/issuer/start-issuer.ts';

let root: string;
let issuer: RunningIssuer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sluice-issuer-'));
  issuer = await startIssuer({ root, port: 0 });
});
afterAll(async () => {
  await issuer.stop();
  rmSync(root, { recursive: true, force: true });
});

const Discovery = z.object({
  issuer: z.url(),
  jwks_uri: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
});
const discover = async () =>
  Discovery.parse(await (await fetch(`${issuer.issuerUrl}/.well-known/openid-configuration`)).json());

/** The claims, once signature, issuer, audience and life were found good, with keys found by discovery. */
const verify = async (token: string, audience = 'sluice') => {
  const keys = createRemoteJWKSet(new URL((await discover()).jwks_uri));
  return (await jwtVerify(token, keys, { issuer: issuer.issuerUrl, audience, algorithms: ['RS256'] })).payload;
};
const mint = (more: Partial<Parameters<typeof mintToken>[0]> = {}) =>
  mintToken({ issuerUrl: issuer.issuerUrl, role: 'editor', tenant: 'acme', ...more });

describe('a token of the local issuer', () => {
  it('says who, for which tenant, in which role, for an hour', async () => {
    const claims = await verify(await mint({ role: 'reviewer', tenant: 'globex' }));
    expect(claims).toMatchObject({
      aud: 'sluice',
      sub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      email: 'reviewer@globex.test',
      tenant_id: 'globex',
      roles: ['reviewer'],
      scope: expect.stringContaining('openid'),
      jti: expect.any(String),
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
  });

  it('has the same subject each time for the same person, and an id of its own', async () => {
    const [first, second] = [await verify(await mint()), await verify(await mint())];
    expect(second.sub).toBe(first.sub);
    expect(second.jti).not.toBe(first.jti);
  });

  it('of an operator names no tenant', async () => {
    const claims = await verify(await mint({ role: 'operator' }));
    expect(claims).toMatchObject({ roles: ['operator'] });
    expect(claims).not.toHaveProperty('tenant_id');
  });

  it('has the subject and the life that were asked for', async () => {
    const claims = await verify(await mint({ subject: 'f0000000-0000-4000-8000-000000000001', expiresIn: 60 }));
    expect(claims.sub).toBe('f0000000-0000-4000-8000-000000000001');
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
  });

  it('can be one that has expired', async () => {
    await expect(verify(await mint({ expiresIn: -1 }))).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  it('is refused to a name that is nobody', async () => {
    const body = new URLSearchParams({ grant_type: 'password', username: 'root@acme.test' });
    const response = await fetch(`${issuer.issuerUrl}/token`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('is good after the issuer was restarted', async () => {
    const token = await mint();
    await issuer.stop();
    issuer = await startIssuer({ root, port: issuer.port });
    expect(await verify(token)).toMatchObject({ email: 'editor@acme.test' });
  });
});

describe('the local issuer', () => {
  it('knows four roles in two tenants and one operator, each with a subject of its own', () => {
    expect(LOCAL_IDENTITIES).toHaveLength(9);
    expect(new Set(LOCAL_IDENTITIES.map((identity) => identity.subject)).size).toBe(9);
  });

  it('signs a browser in with a code and PKCE as the person it is told', async () => {
    const { authorization_endpoint: authorize, token_endpoint: tokens } = await discover();
    const verifier = randomBytes(32).toString('base64url');
    const redirect = 'http://localhost:8976/callback';
    const url = new URL(authorize);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: 'console',
      redirect_uri: redirect,
      scope: 'openid email',
      state: 'xyz',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      login_hint: 'admin@globex.test',
    }).toString();
    const location = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    expect(location).toMatch(/^http:\/\/localhost:8976\/callback\?.*state=xyz/);
    const code = new URL(location).searchParams.get('code') ?? '';
    const exchange = (with_verifier: string) =>
      fetch(tokens, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: 'console',
          redirect_uri: redirect,
          code,
          code_verifier: with_verifier,
        }),
      });
    const Answer = z.object({ access_token: z.string(), id_token: z.string(), refresh_token: z.string() });
    const answer = Answer.parse(await (await exchange(verifier)).json());
    expect(await verify(answer.access_token)).toMatchObject({ email: 'admin@globex.test', roles: ['admin'] });
    expect(await verify(answer.id_token, 'console')).toMatchObject({ email: 'admin@globex.test' });
    expect((await exchange(verifier)).status).toBe(400);

    const refreshed = await fetch(tokens, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: answer.refresh_token }),
    });
    expect(await verify(Answer.parse(await refreshed.json()).access_token)).toMatchObject({
      email: 'admin@globex.test',
    });
  });
});
