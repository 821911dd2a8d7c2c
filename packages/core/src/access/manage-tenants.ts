import type { Fact, TenantStatus } from '@sluice/contracts';
import type { Page, PageRequest, Versioned } from '../history/index.ts';
import { type Clock, type Ids, NotFoundError, RefusedError } from '../runtime/index.ts';
import { mergePatch } from './merge-patch.ts';
import { parseOwnPolicy } from './own-policy.ts';
import type { TenantOrigins } from './tenant-origins.ts';
import { type Tenant, type Tenants, unknownTenant } from './tenants.ts';

export type TenantDeps = {
  readonly tenants: Tenants;
  /** Kept in step with what policies say. */
  readonly tenantOrigins: TenantOrigins;
  readonly clock: Clock;
  readonly ids: Ids;
};
export type TenantActor = { readonly userId: string; readonly correlationId: string };

/** `policy` is a JSON Merge Patch in the names of code. */
export type TenantPatch = {
  readonly name?: string;
  readonly status?: TenantStatus;
  readonly policy?: Readonly<Record<string, unknown>>;
};

/** Whether the tenant is as the caller thinks it is. */
export type Expectation = (found: Versioned<Tenant>) => boolean;

const MAX_ATTEMPTS = 4;
const PRIORITY = 5;

/** A tenant's own view of itself: it is there even when nothing was ever said of it. */
export function createGetOwnTenant({ tenants }: Pick<TenantDeps, 'tenants'>) {
  return async (tenantId: string): Promise<Versioned<Tenant>> =>
    (await tenants.find(tenantId)) ?? { record: unknownTenant(tenantId), version: 0 };
}

/** Throws NotFoundError when nothing was ever said of it. */
export function createGetTenant({ tenants }: Pick<TenantDeps, 'tenants'>) {
  return async (tenantId: string): Promise<Versioned<Tenant>> => {
    const found = await tenants.find(tenantId);
    if (found === undefined) throw new NotFoundError('tenant', tenantId);
    return found;
  };
}

export function createListTenants({ tenants }: Pick<TenantDeps, 'tenants'>) {
  return (page: PageRequest): Promise<Page<Tenant>> => tenants.list(page);
}

/** Throws RefusedError `state_conflict` when the tenant is there already. */
export function createCreateTenant(deps: TenantDeps) {
  return async (actor: TenantActor, tenantId: string, patch: TenantPatch): Promise<Versioned<Tenant>> => {
    const committed =
      (await deps.tenants.find(tenantId)) === undefined &&
      (await commit(deps, actor, { record: unknownTenant(tenantId), version: 0 }, patch));
    if (committed) return committed;
    throw new RefusedError('state_conflict', `tenant ${tenantId} exists: change it with PATCH`);
  };
}

/** Changes a tenant. Throws RefusedError `precondition_failed` when it is not what was expected, and what `get` throws. */
export function createPatchTenant(deps: TenantDeps, get: (tenantId: string) => Promise<Versioned<Tenant>>) {
  return async (
    actor: TenantActor,
    tenantId: string,
    patch: TenantPatch,
    isExpected: Expectation = () => true,
  ): Promise<Versioned<Tenant>> => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const found = await get(tenantId);
      if (!isExpected(found)) {
        throw new RefusedError(
          'precondition_failed',
          `tenant ${tenantId} was changed since it was read: read it again, then send the change with its new ETag`,
        );
      }
      const committed = await commit(deps, actor, found, patch);
      if (committed) return committed;
    }
    throw new RefusedError('unavailable', `tenant ${tenantId} was changed by others ${MAX_ATTEMPTS} times: try again`);
  };
}

async function commit(
  { tenants, tenantOrigins, clock, ids }: TenantDeps,
  actor: TenantActor,
  { record, version: expectedVersion }: Versioned<Tenant>,
  patch: TenantPatch,
): Promise<Versioned<Tenant> | undefined> {
  const now = new Date(clock()).toISOString();
  const tenant: Tenant = {
    ...record,
    name: patch.name ?? record.name,
    status: patch.status ?? record.status,
    policy: parseOwnPolicy(mergePatch(record.policy, patch.policy ?? {})),
    createdAt: record.createdAt ?? now,
    updatedAt: now,
  };
  const { userId, correlationId } = actor;
  const fact = {
    sequence: expectedVersion + 1,
    messageId: ids(),
    occurredAt: now,
    correlationId,
    userId,
    priority: PRIORITY,
    fact: updated(tenant, patch),
  };
  await tenantOrigins.replace(tenant.tenantId, record.policy.origins ?? [], tenant.policy.origins ?? []);
  const outcome = await tenants.commit({ tenant, expectedVersion, fact });
  return outcome === 'committed' ? { record: tenant, version: expectedVersion + 1 } : undefined;
}

function updated({ tenantId, status }: Tenant, { policy = {}, ...patch }: TenantPatch): Fact {
  const changed = [...Object.keys(patch), ...Object.keys(policy).map((name) => `policy.${name}`)];
  return { type: 'tenant.updated', payload: { schema_version: 1, tenant_id: tenantId, status, changed } };
}
