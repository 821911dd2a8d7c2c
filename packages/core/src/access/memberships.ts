import type { Role } from '@sluice/contracts';
import type { Page, PageRequest } from '../history/index.ts';

export type MemberStatus = 'active' | 'removed';

/** What a tenant says of somebody: where it says something, it counts over what their token says. */
export type Membership = {
  readonly tenantId: string;
  /** The `sub` of their tokens. */
  readonly userId: string;
  /** At least one while `active`; none when somebody was removed of whom only their token spoke. */
  readonly roles: readonly Role[];
  readonly email?: string;
  /** Who was removed stays known: without a row their token would count again. */
  readonly status: MemberStatus;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Who belongs to which tenant. */
export interface Memberships {
  /** Also of who was removed: look at `status`. */
  memberOf(tenantId: string, userId: string): Promise<Membership | undefined>;
  /** The tenants somebody is an active member of, by tenant id; at most a hundred. */
  membershipsOf(userId: string): Promise<readonly Membership[]>;
  /** Puts the row in place of what was there. */
  put(membership: Membership): Promise<void>;
  /** Marks as removed, whether there was a row or not. `at` is RFC 3339. */
  remove(tenantId: string, userId: string, at: string): Promise<void>;
  /** Everybody the tenant says something of, removed or not, by user id. */
  list(tenantId: string, page: PageRequest): Promise<Page<Membership>>;
}

/** What `remove` leaves of a row. */
export function removedMembership(
  known: Membership | undefined,
  key: Pick<Membership, 'tenantId' | 'userId'>,
  at: string,
): Membership {
  const { tenantId, userId } = key;
  return { ...(known ?? { tenantId, userId, roles: [], createdAt: at }), status: 'removed', updatedAt: at };
}
