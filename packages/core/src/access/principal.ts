import { ROLES, type Role, type Scope } from '@sluice/contracts';

/** Who makes a request, as proved by credentials. */
export type Principal = Member | Operator;

/** Somebody in a tenant. The tenant comes from the credentials and from nowhere else. */
export type Member = {
  readonly kind: 'member';
  readonly userId: string;
  readonly tenantId: string;
  /** At least one. */
  readonly roles: readonly Role[];
  readonly email?: string;
  /** A person may do all that the role may; a machine's key is narrowed to its scopes. */
  readonly scopes: 'all' | readonly Scope[];
};

/** Who runs the platform: of no tenant, and so without anything a tenant has. */
export type Operator = { readonly kind: 'operator'; readonly userId: string; readonly email?: string };

/** Roles are ranked: who has a stronger one has the weaker ones too. */
export function hasRole(principal: Member, role: Role): boolean {
  const needed = ROLES.indexOf(role);
  return principal.roles.some((own) => ROLES.indexOf(own) >= needed);
}

/** Who asks for what somebody made; `seesAll` for those who may touch what others made. */
export type Toucher = { readonly userId: string; readonly seesAll: boolean };

/** A member as one who touches things: an admin may touch everybody's. */
export function toucherOf(principal: Member): Toucher {
  return { userId: principal.userId, seesAll: hasRole(principal, 'admin') };
}

/** Whether somebody may touch what `ownerId` made, where a route says `own`: the owner may, and who sees all. */
export function mayTouch({ userId, seesAll }: Toucher, ownerId: string): boolean {
  return seesAll || userId === ownerId;
}
