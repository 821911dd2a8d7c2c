import { type TenantSummaryView, type TenantView, tenantPolicySchema } from '@sluice/contracts';
import { policyToWire, resolvePolicy, type Tenant } from '@sluice/core/access';
import * as z from 'zod/mini';

/** A tenant in a list: without what it allows. */
export function summariseTenant({ tenantId, name, status, createdAt, updatedAt }: Tenant): TenantSummaryView {
  return {
    tenant_id: tenantId,
    name,
    status,
    ...(createdAt !== undefined && { created_at: createdAt }),
    ...(updatedAt !== undefined && { updated_at: updatedAt }),
  };
}

/** A tenant on the wire, with its policy as it counts. */
export function presentTenant(tenant: Tenant): TenantView {
  const policy = z.parse(tenantPolicySchema, policyToWire(resolvePolicy(tenant.policy)));
  return { ...summariseTenant(tenant), policy };
}
