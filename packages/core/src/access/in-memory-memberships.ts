import { type Membership, type Memberships, removedMembership } from './memberships.ts';

const MOST_TENANTS = 100;

/** The port in memory, for tests. */
export function inMemoryMemberships(rows: readonly Membership[] = []): Memberships {
  const known = new Map<string, Membership>();
  const nameOf = (tenantId: string, userId: string) => `${tenantId}\n${userId}`;
  const put = (membership: Membership) => void known.set(nameOf(membership.tenantId, membership.userId), membership);
  for (const row of rows) put(row);

  return {
    memberOf: async (tenantId, userId) => known.get(nameOf(tenantId, userId)),
    membershipsOf: async (userId) =>
      [...known.values()]
        .filter((row) => row.userId === userId && row.status === 'active')
        .sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1))
        .slice(0, MOST_TENANTS),
    put: async (membership) => put(membership),
    remove: async (tenantId, userId, at) =>
      put(removedMembership(known.get(nameOf(tenantId, userId)), { tenantId, userId }, at)),
    async list(tenantId, { limit, after = '' }) {
      const rest = [...known.values()]
        .filter((row) => row.tenantId === tenantId && row.userId > after)
        .sort((a, b) => (a.userId < b.userId ? -1 : 1));
      const items = rest.slice(0, limit);
      const last = items.at(-1);
      return rest.length > limit && last ? { items, next: last.userId } : { items };
    },
  };
}
