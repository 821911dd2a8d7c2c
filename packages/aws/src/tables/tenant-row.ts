import { TENANT_STATUSES } from '@sluice/contracts';
import { parseOwnPolicy, type Tenant } from '@sluice/core/access';
import type { Versioned } from '@sluice/core/history';
import * as z from 'zod/mini';
import { json, number, text } from './attributes.ts';

/** A tenant's policy cannot be read. Nothing is allowed on a guess: correct the row. */
export class StoredPolicyError extends Error {
  override readonly name = 'StoredPolicy';
  constructor(tenantId: string, cause: unknown) {
    super(`the policy of tenant ${tenantId} does not fit its schema: correct it in the tenants table`, { cause });
  }
}

/** One row a tenant: what differs from the default, and who it is. A row of a policy alone is one of a tenant as well. */
const tenantItem = z.object({
  policy: z.pipe(json, z.transform(parseOwnPolicy)),
  name: z.exactOptional(text),
  status: z.exactOptional(z.pipe(text, z.enum(TENANT_STATUSES))),
  version: z.exactOptional(number),
  createdAt: z.exactOptional(text),
  updatedAt: z.exactOptional(text),
});

export function tenantKey(tenantId: string) {
  return { pk: { S: `TENANT#${tenantId}` }, sk: { S: 'POLICY' } };
}

/** Throws StoredPolicyError. */
export function readTenant(tenantId: string, item: unknown): Versioned<Tenant> {
  try {
    const { version = 0, name = tenantId, status = 'active', ...rest } = z.parse(tenantItem, item);
    return { record: { tenantId, name, status, ...rest }, version };
  } catch (cause) {
    throw new StoredPolicyError(tenantId, cause);
  }
}
