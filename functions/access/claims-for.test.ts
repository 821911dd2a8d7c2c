import { inMemoryMemberships } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { answerOf, createClaimsFor, tokenEventSchema } from './claims-for.ts';

const SUB = '5b1c8f2e-4d0a-4c51-9c1f-1f8e2a7d9b30';

/** As Cognito sends it when somebody signs in at its pages. */
const signIn = {
  version: '2',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_Ab1Cd2Ef3',
  userName: SUB,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '4f7d8g9h0jk1l2m3n4p5q6r7s8' },
  request: {
    userAttributes: {
      sub: SUB,
      'cognito:user_status': 'CONFIRMED',
      email_verified: 'true',
      email: 'ada@acme.test',
    },
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
    scopes: ['openid', 'email'],
  },
  response: { claimsAndScopeOverrideDetails: null },
};
const at = '2026-01-01T00:00:00.000Z';
const row = (tenantId: string, roles: readonly ('viewer' | 'editor' | 'admin')[]) =>
  ({ tenantId, userId: SUB, roles, status: 'active', createdAt: at, updatedAt: at }) as const;

const claimsFor = createClaimsFor({
  memberships: inMemoryMemberships([row('acme', ['editor']), row('globex', ['viewer', 'admin'])]),
  operatorsGroup: 'operators',
});
const ask = (request: object = {}, attributes: object = {}) => {
  const userAttributes = { ...signIn.request.userAttributes, ...attributes };
  return claimsFor(
    z.parse(tokenEventSchema, { ...signIn, request: { ...signIn.request, userAttributes, ...request } }),
  );
};

describe('the claims of an access token', () => {
  it('name the first tenant of somebody, with their roles in it', async () => {
    expect(await ask()).toEqual({ tenant_id: 'acme', roles: ['editor'], email: 'ada@acme.test' });
  });

  it('name the tenant an administrator has set for them', async () => {
    expect(await ask({}, { 'custom:tenant': 'globex' })).toMatchObject({
      tenant_id: 'globex',
      roles: ['viewer', 'admin'],
    });
  });

  it('name the tenant that was asked for, before the one that was set', async () => {
    const asked = { clientMetadata: { tenant: 'acme' } };
    expect(await ask(asked, { 'custom:tenant': 'globex' })).toMatchObject({ tenant_id: 'acme' });
  });

  it.each(['initech', '', 'ACME', 'acme '])(
    'never name a tenant somebody is not in, asked for as "%s"',
    async (tenant) => {
      expect(await ask({ clientMetadata: { tenant } })).toMatchObject({ tenant_id: 'acme', roles: ['editor'] });
    },
  );

  it('are none for who belongs to no tenant, and so may do nothing', async () => {
    expect(await ask({}, { sub: 'somebody-else', 'custom:tenant': 'acme' })).toEqual({});
  });

  it('make an operator of who is in that group, and a member of no tenant', async () => {
    expect(await ask({ groupConfiguration: { groupsToOverride: ['x', 'operators'] } })).toEqual({
      roles: ['operator'],
      email: 'ada@acme.test',
    });
  });

  it('make no operator of who is in a group that sounds like it', async () => {
    expect(await ask({ groupConfiguration: { groupsToOverride: ['operators2', 'operator'] } })).toMatchObject({
      roles: ['editor'],
    });
  });

  it('carry no e-mail that nobody has verified', async () => {
    expect(await ask({}, { email_verified: 'false' })).not.toHaveProperty('email');
  });

  it('are made the same when tokens are refreshed, and without groups or metadata', async () => {
    const event = { ...signIn, triggerSource: 'TokenGeneration_RefreshTokens' };
    const { groupConfiguration: _, ...request } = event.request;
    expect(await claimsFor(z.parse(tokenEventSchema, { ...event, request }))).toMatchObject({ tenant_id: 'acme' });
    expect(await ask({ clientMetadata: null, groupConfiguration: { groupsToOverride: null } })).toMatchObject({
      tenant_id: 'acme',
    });
  });
});

describe('the answer to the user pool', () => {
  it('puts the claims into the access token and nowhere else', async () => {
    expect(answerOf(await ask())).toEqual({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant_id: 'acme', roles: ['editor'], email: 'ada@acme.test' },
        },
      },
    });
  });
});

describe('an event of the user pool', () => {
  it.each([
    ['of the first version, whose answer says nothing of access tokens', { ...signIn, version: '1' }],
    ['without a user', { ...signIn, request: { ...signIn.request, userAttributes: {} } }],
    ['without a request', { ...signIn, request: undefined }],
  ])('is refused %s', (_, event) => {
    expect(z.safeParse(tokenEventSchema, event).success).toBe(false);
  });
});
