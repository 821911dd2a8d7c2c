import { ROLES } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { hasRole, type Member, mayTouch } from './principal.ts';

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
    expect(mayTouch(ada, 'ada')).toBe(true);
    expect(mayTouch({ ...ada, roles: ['admin'] }, 'eve')).toBe(true);
  });

  it.each(['viewer', 'editor', 'reviewer'] as const)('may not be touched by another %s', (role) => {
    expect(mayTouch({ ...ada, roles: [role] }, 'eve')).toBe(false);
  });
});
