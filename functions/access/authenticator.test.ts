import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AUDIENCE,
  startTokenIssuer,
  type TokenChanges,
  type TokenIssuer,
} from '../../packages/lambda/src/testing/token-issuer.ts';
import { createAuthenticator } from './authenticator.ts';

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await startTokenIssuer();
});
afterAll(() => issuer.stop());

/** What an API deployed with these variables makes of a token. */
async function ask(env: Partial<Parameters<typeof createAuthenticator>[0]>, token: TokenChanges = {}) {
  const authenticate = createAuthenticator({
    ISSUER: issuer.issuer,
    AUDIENCE,
    CLIENT_IDS: '',
    TENANT_CLAIM: 'tenant_id',
    ROLES_CLAIM: 'roles',
    ...env,
  });
  return authenticate({ authorization: `Bearer ${await issuer.sign(token)}` });
}
/** As Cognito makes them. */
const ofClient = (client: string): TokenChanges => ({
  claims: { aud: undefined, client_id: client, token_use: 'access', version: 2 },
});

describe('who calls an API', () => {
  it('is told by a token for its audience, with keys found by discovery', async () => {
    expect(await ask({})).toMatchObject({ kind: 'authenticated', principal: { tenantId: 'acme', roles: ['editor'] } });
    expect(await ask({ AUDIENCE: 'files' })).toMatchObject({ kind: 'refused' });
  });

  it('is told by a token without one that was made for a client of ours', async () => {
    expect((await ask({ CLIENT_IDS: 'cli,console' }, ofClient('console'))).kind).toBe('authenticated');
    expect((await ask({ CLIENT_IDS: 'cli,console' }, ofClient('theirs'))).kind).toBe('refused');
    expect((await ask({ CLIENT_IDS: 'cli,console' }, ofClient(''))).kind).toBe('refused');
  });

  it('is told by no token without an audience where no client was named', async () => {
    expect((await ask({}, ofClient('cli'))).kind).toBe('refused');
    expect((await ask({}, ofClient(''))).kind).toBe('refused');
  });

  it('is told by claims of other names', async () => {
    const own = { TENANT_CLAIM: 'org', ROLES_CLAIM: 'resource_access.sluice.roles' };
    const claims = {
      tenant_id: undefined,
      roles: undefined,
      org: 'globex',
      resource_access: { sluice: { roles: ['admin'] } },
    };

    expect(await ask(own, { claims })).toMatchObject({ principal: { tenantId: 'globex', roles: ['admin'] } });
    expect((await ask(own)).kind).toBe('refused');
  });
});
