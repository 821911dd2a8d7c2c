import { ROLES } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { hasRole, type Member, mayTouch, toucherOf } from './principal.ts';

const ada: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['editor'], scopes: 'all' };

describe('a role', () => {
  it.each(ROLES)('%s includes the weaker ones and none of the stronger', (own) => {
    const included = ROLES.filter((role) => hasRole({ ...ada, roles: [own] }, role));

    expect(included).toEqual(ROLES.slice(0, ROLES.indexOf(own) + 1));
  });

  it('is none without one', () => {
    expect(ROLES.filter((role) => hasRole({ ...ada, roles: [] }, role))).toEqual([]);
  });
});

describe('what somebody made', () => {
  it('may be touched by them and by an admin', () => {
    expect(mayTouch(toucherOf(ada), 'ada')).toBe(true);
    expect(mayTouch(toucherOf({ ...ada, roles: ['admin'] }), 'eve')).toBe(true);
  });

  it.each(['viewer', 'editor', 'reviewer'] as const)('may not be touched by another %s', (role) => {
    expect(mayTouch(toucherOf({ ...ada, roles: [role] }), 'eve')).toBe(false);
  });

  it('by one key may not be touched by another of the same person', () => {
    expect(mayTouch(toucherOf({ ...ada, userId: 'key:1' }), 'key:2')).toBe(false);
    expect(mayTouch(toucherOf({ ...ada, userId: 'key:1' }), 'ada')).toBe(false);
  });
});
