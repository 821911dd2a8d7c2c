import { isKeyUser, type Member, type Memberships, rememberBriefly } from '@sluice/core/access';
import type { Clock } from '@sluice/core/runtime';
import type { Authenticate, Authentication } from './authentication.ts';

export type MemberOptions = { readonly memberOf: Memberships['memberOf']; readonly clock: Clock };

/** How long a process may go on with what a tenant said of somebody before. */
export const MEMBER_KEPT_MS = 15_000;
const MAX_KEPT = 5000;

/**
 * What a tenant says of somebody counts over what their token says: their roles are those of the row, and who was removed
 * is refused. Without a row the token counts.
 */
export function asMember(authenticate: Authenticate, { memberOf, clock }: MemberOptions): Authenticate {
  const find = rememberBriefly(
    (name) => {
      const [tenantId = '', userId = ''] = name.split('\n');
      return memberOf(tenantId, userId);
    },
    { clock, keptMs: MEMBER_KEPT_MS, maxKept: MAX_KEPT },
  );
  return async (credentials) => {
    const authentication = await authenticate(credentials);
    if (authentication.kind === 'refused' || authentication.principal.kind !== 'member') return authentication;
    const { principal } = authentication;
    if (isKeyUser(principal.userId)) return refuse('a token with the user id of a key');
    const row = await find(`${principal.tenantId}\n${principal.userId}`);
    if (row === undefined) return authentication;
    if (row.status === 'removed') return refuse('removed from the tenant');
    const known: Member = { ...principal, roles: row.roles };
    return { kind: 'authenticated', principal: known };
  };
}

function refuse(reason: string): Authentication {
  return { kind: 'refused', reason };
}
