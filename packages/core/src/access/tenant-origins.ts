import { isWebOrigin } from './web-origin.ts';

/**
 * Which web origins some tenant has. A preflight comes without credentials, so it can be of any tenant; what a page may
 * read of an answer is decided by the policy of the tenant itself.
 */
export interface TenantOrigins {
  /** Whether any tenant has this origin; false for what is no web origin. A change may be seen up to a minute late. */
  allows(origin: string): Promise<boolean>;
  /** To be called by who changes the `origins` of a policy, before it does: `before` is what the policy says until then. */
  replace(tenantId: string, before: readonly string[], after: readonly string[]): Promise<void>;
}

export function inMemoryTenantOrigins(): TenantOrigins {
  const owners = new Map<string, Set<string>>();
  return {
    allows: async (origin) => isWebOrigin(origin) && (owners.get(origin)?.size ?? 0) > 0,
    async replace(tenantId, before, after) {
      for (const origin of before) owners.get(origin)?.delete(tenantId);
      for (const origin of after) owners.set(origin, (owners.get(origin) ?? new Set()).add(tenantId));
    },
  };
}
