import { ROLES, type Role, tenantIdSchema } from '@sluice/contracts';
import type { Principal } from '@sluice/core/access';
import type { JWTPayload } from 'jose';
import * as z from 'zod/mini';

/** The names of the claims that carry what OpenID Connect has no claim for. */
export type ClaimNames = { readonly tenant: string; readonly roles: string };

/** A user id becomes part of keys, which are split at `#`. */
const subjectSchema = z.string().check(z.regex(/^[\x21-\x22\x24-\x7e]{1,255}$/));
const emailSchema = z.string().check(z.maxLength(320), z.regex(/^[^\s@]+@[^\s@]+$/));
const rolesSchema = z.union([z.array(z.string()), z.string()]);

/** Who a verified token speaks of, or undefined when it lacks a user, a tenant or a role we know. */
export function readPrincipal(payload: JWTPayload, claims: ClaimNames): Principal | undefined {
  const userId = z.safeParse(subjectSchema, payload.sub);
  const tenantId = z.safeParse(tenantIdSchema, payload[claims.tenant]);
  const roles = readRoles(payload[claims.roles]);
  if (!userId.success || !tenantId.success || roles.length === 0) return undefined;
  const email = z.safeParse(emailSchema, payload.email);
  return {
    userId: userId.data,
    tenantId: tenantId.data,
    roles,
    ...(email.success ? { email: email.data } : {}),
    scopes: 'all',
  };
}

/** A list, or names with spaces between, as issuers differ. Roles of other systems are passed over. */
function readRoles(claim: unknown): readonly Role[] {
  const parsed = z.safeParse(rolesSchema, claim);
  if (!parsed.success) return [];
  const names = typeof parsed.data === 'string' ? parsed.data.split(' ') : parsed.data;
  return ROLES.filter((role) => names.includes(role));
}
