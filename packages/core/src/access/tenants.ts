import type { TenantStatus } from '@sluice/contracts';
import type { Page, PageRequest, StoredFact, Versioned } from '../history/index.ts';
import type { OwnPolicy } from './own-policy.ts';

/** What is said of a tenant. Times are RFC 3339; missing where only a policy was ever written. */
export type Tenant = {
  readonly tenantId: string;
  readonly name: string;
  readonly status: TenantStatus;
  readonly policy: OwnPolicy;
  readonly createdAt?: string;
  readonly updatedAt?: string;
};

export type TenantChange = {
  readonly tenant: Tenant;
  /** The version it was read with; 0 when there was none. */
  readonly expectedVersion: number;
  readonly fact: StoredFact;
};

/** Tenants with a row of their own. A tenant needs none: a token that names it is enough. */
export interface Tenants {
  find(tenantId: string): Promise<Versioned<Tenant> | undefined>;
  /** Puts tenant and fact together; the version rises by one. */
  commit(change: TenantChange): Promise<'committed' | 'contended'>;
  /** By id. */
  list(page: PageRequest): Promise<Page<Tenant>>;
}

/** Whether a tenant's calls are answered, as the edge knows it. */
export interface TenantStatuses {
  statusOf(tenantId: string): Promise<TenantStatus>;
}

/** A tenant of which nothing was said. */
export function unknownTenant(tenantId: string): Tenant {
  return { tenantId, name: tenantId, status: 'active', policy: {} };
}
