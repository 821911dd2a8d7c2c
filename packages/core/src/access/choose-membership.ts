import type { Membership } from './memberships.ts';

/**
 * The tenant somebody works for with a token: the one they name, as far as they belong to it, else their first. Undefined
 * when they belong to none.
 */
export function chooseMembership(
  memberships: readonly Membership[],
  named: string | undefined,
): Membership | undefined {
  const active = memberships.filter(({ status, roles }) => status === 'active' && roles.length > 0);
  return active.find(({ tenantId }) => tenantId === named) ?? active[0];
}
