import type { PatchTenantBody, tenantRoutes } from '@sluice/contracts';
import {
  createCreateTenant,
  createGetOwnTenant,
  createGetTenant,
  createListTenants,
  createPatchTenant,
  policyFromWire,
  type Tenant,
  type TenantDeps,
  type TenantPatch,
} from '@sluice/core/access';
import type { Versioned } from '@sluice/core/history';
import type { CursorSeal } from '@sluice/core/runtime';
import { etagOf, type RouteHandlers } from '@sluice/lambda';
import { createPager } from './create-pager.ts';
import { presentTenant, summariseTenant } from './present-tenant.ts';

/** Lists across tenants belong to none of them. */
const OF_NO_TENANT = '';

/** The routes of tenants on their use cases: a tenant's own, and those of who runs the platform. */
export function createTenantHandlers(deps: TenantDeps, cursors: CursorSeal): RouteHandlers<typeof tenantRoutes> {
  const getOwn = createGetOwnTenant(deps);
  const get = createGetTenant(deps);
  const list = createListTenants(deps);
  const create = createCreateTenant(deps);
  const patchOwn = createPatchTenant(deps, getOwn);
  const patch = createPatchTenant(deps, get);
  const page = createPager(cursors);
  return {
    async getOwnTenant({ principal }) {
      return answer(await getOwn(principal.tenantId));
    },
    async patchOwnTenant({ principal: { tenantId, userId }, correlationId, headers, body }) {
      const actor = { userId, correlationId };
      return answer(await patchOwn(actor, tenantId, patchFrom(body), expectationOf(headers['if-match'])));
    },
    async createTenant({ principal: { userId }, correlationId, body: { tenant_id, ...rest } }) {
      return { ...answer(await create({ userId, correlationId }, tenant_id, patchFrom(rest))), status: 201 };
    },
    async listTenants({ query }) {
      const scope = { operationId: 'listTenants', tenantId: OF_NO_TENANT };
      return { status: 200, body: await page(scope, query, list, (tenants) => tenants.map(summariseTenant)) };
    },
    async getTenant({ params }) {
      return answer(await get(params.tenant_id));
    },
    async patchTenant({ principal: { userId }, correlationId, params, headers, body }) {
      const actor = { userId, correlationId };
      return answer(await patch(actor, params.tenant_id, patchFrom(body), expectationOf(headers['if-match'])));
    },
  };
}

function answer({ record, version }: Versioned<Tenant>) {
  const etag = tagOf({ record, version });
  return { status: 200, headers: { etag }, body: presentTenant(record) } as const;
}

function tagOf({ record: { tenantId, updatedAt = '' }, version }: Versioned<Tenant>): string {
  return etagOf(tenantId, version, updatedAt);
}

/** If-Match of RFC 9110: a list of entity tags, or `*` for whatever is there. */
function expectationOf(ifMatch: string | undefined): (found: Versioned<Tenant>) => boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return () => true;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  return (found) => tags.includes(tagOf(found));
}

function patchFrom({ name, status, policy }: PatchTenantBody): TenantPatch {
  return {
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(policy !== undefined && { policy: policyFromWire(policy) }),
  };
}
