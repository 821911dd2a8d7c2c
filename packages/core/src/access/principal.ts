import { ROLES, type Role, type Scope } from '@sluice/contracts';

/** Who makes a request, as proved by credentials. The tenant comes from there and from nowhere else. */
export type Principal = {
  readonly userId: string;
  readonly tenantId: string;
  /** At least one. */
  readonly roles: readonly Role[];
  readonly email?: string;
  /** A person may do all that the role may; a machine's key is narrowed to its scopes. */
  readonly scopes: 'all' | readonly Scope[];
};

/** Roles are ranked: who has a stronger one has the weaker ones too. */
export function hasRole(principal: Principal, role: Role): boolean {
  const needed = ROLES.indexOf(role);
  return principal.roles.some((own) => ROLES.indexOf(own) >= needed);
}

/** Whether the principal may touch what `ownerId` made, where a route says `own`: the owner may, and an admin. */
export function mayTouch(principal: Principal, ownerId: string): boolean {
  return principal.userId === ownerId || hasRole(principal, 'admin');
}
