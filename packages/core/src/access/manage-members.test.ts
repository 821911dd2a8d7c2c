import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { inMemoryMemberships } from './in-memory-memberships.ts';
import { createGetMember, createListMembers, createPutMember, createRemoveMember } from './manage-members.ts';
import type { Member } from './principal.ts';

const admin: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['admin'], scopes: 'all' };

function setUp() {
  const clock = fixedClock();
  const deps = { memberships: inMemoryMemberships(), clock };
  return {
    clock,
    get: createGetMember(deps),
    list: createListMembers(deps),
    put: createPutMember(deps),
    remove: createRemoveMember(deps),
  };
}
let kit: ReturnType<typeof setUp>;
beforeEach(() => {
  kit = setUp();
});

describe('an admin', () => {
  it('gives somebody roles, each once, and changes them later', async () => {
    await kit.put(admin, 'bob', { roles: ['editor', 'editor'], email: 'bob@acme.test' });
    kit.clock.advance(1000);
    await kit.put(admin, 'bob', { roles: ['reviewer'] });
    expect(await kit.get('acme', 'bob')).toEqual({
      tenantId: 'acme',
      userId: 'bob',
      roles: ['reviewer'],
      status: 'active',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:01.000Z',
    });
  });

  it('removes somebody, known or not, and a repeat changes nothing', async () => {
    await kit.remove(admin, 'bob');
    kit.clock.advance(1000);
    await kit.remove(admin, 'bob');
    expect(await kit.get('acme', 'bob')).toMatchObject({
      status: 'removed',
      updatedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it('lets somebody in again', async () => {
    await kit.remove(admin, 'bob');
    await kit.put(admin, 'bob', { roles: ['viewer'] });
    expect(await kit.get('acme', 'bob')).toMatchObject({ status: 'active', roles: ['viewer'] });
  });

  it('cannot remove themselves, nor give up being an admin', async () => {
    await expect(kit.remove(admin, 'ada')).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(kit.put(admin, 'ada', { roles: ['editor'] })).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(kit.get('acme', 'ada')).rejects.toMatchObject({ code: 'not_found' });
    await kit.put(admin, 'ada', { roles: ['admin', 'reviewer'] });
    expect(await kit.get('acme', 'ada')).toMatchObject({ roles: ['admin', 'reviewer'] });
  });

  it('reaches nobody of another tenant', async () => {
    await kit.put({ ...admin, tenantId: 'globex' }, 'bob', { roles: ['viewer'] });
    await kit.remove(admin, 'bob');
    expect(await kit.get('globex', 'bob')).toMatchObject({ status: 'active' });
    expect((await kit.list('acme', { limit: 10 })).items.map(({ status }) => status)).toEqual(['removed']);
  });
});
