import { describe } from 'vitest';
import { tenantPoliciesContract } from './tenant-policies.contract.ts';
import { inMemoryTenantPolicies } from './tenant-policy.ts';

describe('tenant policies in memory', () => {
  tenantPoliciesContract(async (own) => inMemoryTenantPolicies(own));
});
