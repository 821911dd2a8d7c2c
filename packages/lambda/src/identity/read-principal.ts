import { OPERATOR_ROLE, ROLES, tenantIdSchema } from '@sluice/contracts';
import type { Principal } from '@sluice/core/access';
import type { JWTPayload } from 'jose';
import * as z from 'zod/mini';
import { readClaim } from './read-claim.ts';

/** Where the claims are that carry what OpenID Connect has no claim for: names, or paths as `readClaim` takes them. */
export type ClaimNames = { readonly tenant: string; readonly roles: string };

/** A user id becomes part of keys, which are split at `#`. */
const subjectSchema = z.string().check(z.regex(/^[\x21-\x22\x24-\x7e]{1,255}$/));
const emailSchema = z.string().check(z.maxLength(320), z.regex(/^[^\s@]+@[^\s@]+$/));
const rolesSchema = z.union([z.array(z.string()), z.string()]);

/**
 * Who a verified token speaks of, or undefined when it lacks a user, a tenant or a role we know. An operator has no
 * tenant: with a tenant in the token the role is one of other systems.
 */
export function readPrincipal(payload: JWTPayload, claims: ClaimNames): Principal | undefined {
  const userId = z.safeParse(subjectSchema, payload.sub);
  const email = z.safeParse(emailSchema, payload.email);
  const mail = email.success ? { email: email.data } : {};
  const names = readRoles(readClaim(payload, claims.roles));
  const tenant = readClaim(payload, claims.tenant);
  if (userId.success && tenant === undefined && names.includes(OPERATOR_ROLE)) {
    return { kind: 'operator', userId: userId.data, ...mail };
  }
  const tenantId = z.safeParse(tenantIdSchema, tenant);
  const roles = ROLES.filter((role) => names.includes(role));
  if (!userId.success || !tenantId.success || roles.length === 0) return undefined;
  return { kind: 'member', userId: userId.data, tenantId: tenantId.data, roles, ...mail, scopes: 'all' };
}

/** A list, or names with spaces between, as issuers differ. */
function readRoles(claim: unknown): readonly string[] {
  const parsed = z.safeParse(rolesSchema, claim);
  if (!parsed.success) return [];
  return typeof parsed.data === 'string' ? parsed.data.split(' ') : parsed.data;
}
