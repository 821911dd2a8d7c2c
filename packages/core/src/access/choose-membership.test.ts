import { describe, expect, it } from 'vitest';
import { chooseMembership } from './choose-membership.ts';
import type { Membership } from './memberships.ts';

const member: Membership = {
  tenantId: 'acme',
  userId: 'ada',
  roles: ['editor'],
  status: 'active',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};
const globex: Membership = { ...member, tenantId: 'globex', roles: ['admin'] };

describe('the tenant of a token', () => {
  it('is the first when none is named', () => {
    expect(chooseMembership([member, globex], undefined)).toBe(member);
  });

  it('is the one that is named', () => {
    expect(chooseMembership([member, globex], 'globex')).toBe(globex);
  });

  it('is never one somebody only names', () => {
    expect(chooseMembership([member], 'globex')).toBe(member);
  });

  it('is none for who belongs to none', () => {
    expect(chooseMembership([], 'acme')).toBeUndefined();
  });

  it('is none somebody was removed from, or has no role in', () => {
    const left: Membership[] = [
      { ...globex, status: 'removed' },
      { ...member, roles: [] },
    ];
    expect(chooseMembership(left, 'globex')).toBeUndefined();
  });
});
