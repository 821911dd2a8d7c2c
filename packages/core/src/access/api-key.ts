import type { Role, Scope } from '@sluice/contracts';
import { hasRole, type Member } from './principal.ts';

/** A machine's key as it is kept: whoever reads it learns no secret. Times are RFC 3339. */
export type ApiKey = {
  readonly tenantId: string;
  readonly keyId: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  /** The key up to the first letters of its secret, to recognise it by. */
  readonly prefix: string;
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  /** Of the secret before the last rotation, which works until then. */
  readonly oldSecret?: { readonly hash: string; readonly until: string };
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly rotatedAt?: string;
  readonly revokedAt?: string;
  readonly revokedBy?: string;
};

/** How a key's calls are signed: what it made is its own, not of who made the key. */
const KEY_USER = 'key:';

export function memberOfKey({ tenantId, keyId, role, scopes }: ApiKey): Member {
  return { kind: 'member', userId: `${KEY_USER}${keyId}`, tenantId, roles: [role], scopes };
}

/** No person has such an id: a token that says so is forged by its issuer. */
export function isKeyUser(userId: string): boolean {
  return userId.startsWith(KEY_USER);
}

/** Whether the principal may all that a key with this role and these scopes may. */
export function isAsStrongAs(principal: Member, { role, scopes }: Pick<ApiKey, 'role' | 'scopes'>): boolean {
  const own = principal.scopes;
  return hasRole(principal, role) && (own === 'all' || scopes.every((scope) => own.includes(scope)));
}

export function statusOfKey({ revokedAt, expiresAt }: ApiKey, now: number): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt !== undefined && Date.parse(expiresAt) <= now ? 'expired' : 'active';
}
