import type { Member, Principal } from '@sluice/core/access';
import { fixedClock } from '@sluice/core/runtime';
import { inMemoryMemberships } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { asMember, MEMBER_KEPT_MS } from './as-member.ts';
import type { Authenticate, Authentication } from './authentication.ts';
import { firstOf } from './first-of.ts';
import { ofActiveTenant } from './of-active-tenant.ts';

const AT = '2026-01-01T00:00:00.000Z';
const ada: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['admin'], scopes: 'all' };
const olga: Principal = { kind: 'operator', userId: 'olga' };
const knows =
  (principal: Principal): Authenticate =>
  async () => ({ kind: 'authenticated', principal });
const refuses: Authenticate = async () => ({ kind: 'refused', reason: 'no bearer token' });
const nobody: Authentication = { kind: 'refused', reason: 'removed from the tenant' };

describe('what a tenant says of somebody', () => {
  const setUp = (principal: Principal) => {
    const clock = fixedClock();
    const memberships = inMemoryMemberships();
    return { clock, memberships, ask: asMember(knows(principal), { memberOf: memberships.memberOf, clock }) };
  };
  const row = { tenantId: 'acme', userId: 'ada', status: 'active' as const, createdAt: AT, updatedAt: AT };

  it('is nothing: then the token counts', async () => {
    expect(await setUp(ada).ask({})).toEqual({ kind: 'authenticated', principal: ada });
  });

  it('counts over the token, whichever is the stronger', async () => {
    const { memberships, ask } = setUp(ada);
    await memberships.put({ ...row, roles: ['viewer'] });
    expect(await ask({})).toEqual({ kind: 'authenticated', principal: { ...ada, roles: ['viewer'] } });
    const other = setUp({ ...ada, roles: ['viewer'] });
    await other.memberships.put({ ...row, roles: ['admin'] });
    expect(await other.ask({})).toMatchObject({ principal: { roles: ['admin'] } });
  });

  it('shuts out who was removed, within 15 seconds', async () => {
    const { clock, memberships, ask } = setUp(ada);
    await ask({});
    await memberships.remove('acme', 'ada', AT);
    clock.advance(MEMBER_KEPT_MS - 1);
    expect(await ask({})).toMatchObject({ kind: 'authenticated' });
    clock.advance(1);
    expect(await ask({})).toEqual(nobody);
    expect(MEMBER_KEPT_MS).toBe(15_000);
  });

  it('is of that tenant and that person alone', async () => {
    const { memberships, ask } = setUp(ada);
    await memberships.put({ ...row, tenantId: 'globex', roles: ['viewer'] });
    await memberships.remove('acme', 'bob', AT);
    expect(await ask({})).toEqual({ kind: 'authenticated', principal: ada });
  });

  it('is not asked of an operator, nor of who is not known', async () => {
    const memberOf = () => Promise.reject(new Error('asked'));
    const clock = fixedClock();
    expect(await asMember(knows(olga), { memberOf, clock })({})).toMatchObject({ principal: olga });
    expect(await asMember(refuses, { memberOf, clock })({})).toEqual(await refuses({}));
  });

  it('cannot be got around by a token that says it is a key', async () => {
    expect((await setUp({ ...ada, userId: 'key:1' }).ask({})).kind).toBe('refused');
  });
});

describe('a suspended tenant', () => {
  const statuses = { statusOf: async (id: string) => (id === 'acme' ? ('suspended' as const) : ('active' as const)) };

  it('has nobody let in, with a reason of its own', async () => {
    await expect(ofActiveTenant(knows(ada), statuses)({})).rejects.toMatchObject({
      name: 'RefusedError',
      code: 'tenant_suspended',
    });
  });

  it('shuts out nobody else', async () => {
    for (const principal of [{ ...ada, tenantId: 'globex' }, olga])
      expect(await ofActiveTenant(knows(principal), statuses)({})).toEqual({ kind: 'authenticated', principal });
    expect(await ofActiveTenant(refuses, statuses)({})).toEqual(await refuses({}));
  });
});

describe('credentials', () => {
  it('are for the first who recognises them, else for the last', async () => {
    const one = firstOf([async () => undefined, knows(ada), () => Promise.reject(new Error('asked'))], refuses);
    expect(await one({})).toMatchObject({ principal: ada });
    expect(await firstOf([async () => undefined], refuses)({})).toEqual(await refuses({}));
  });
});
