import type { StoredFact, Versioned } from '../history/index.ts';
import type { Tenant, Tenants } from './tenants.ts';

export type InMemoryTenants = Tenants & { readonly facts: readonly StoredFact[] };

/** The port in memory, for tests. */
export function inMemoryTenants(): InMemoryTenants {
  const rows = new Map<string, Versioned<Tenant>>();
  const facts: StoredFact[] = [];
  return {
    facts,
    find: async (tenantId) => rows.get(tenantId),
    async commit({ tenant, expectedVersion, fact }) {
      if ((rows.get(tenant.tenantId)?.version ?? 0) !== expectedVersion) return 'contended';
      rows.set(tenant.tenantId, { record: tenant, version: expectedVersion + 1 });
      facts.push(fact);
      return 'committed';
    },
    async list({ limit, after = '' }) {
      const rest = [...rows.values()]
        .map(({ record }) => record)
        .filter(({ tenantId }) => tenantId > after)
        .sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
      const items = rest.slice(0, limit);
      const last = items.at(-1);
      return rest.length > limit && last ? { items, next: last.tenantId } : { items };
    },
  };
}
