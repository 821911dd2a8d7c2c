import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type TenantPolicies, type TenantPolicy } from './tenant-policy.ts';

/** What every TenantPolicies does. `make` answers one that knows these policies. */
export function tenantPoliciesContract(
  make: (own: Readonly<Record<string, Partial<TenantPolicy>>>) => Promise<TenantPolicies>,
): void {
  describe('the policy of a tenant', () => {
    it('is the default when it has none of its own', async () => {
      const policies = await make({ other: { maxFileBytes: 1 } });
      expect(await policies.policyOf('acme')).toEqual(DEFAULT_POLICY);
    });

    it('is its own where it says something, and the default elsewhere', async () => {
      const own = { maxFileBytes: 1000, allowedTypes: ['image/png'] };
      const policies = await make({ acme: own });
      expect(await policies.policyOf('acme')).toEqual({ ...DEFAULT_POLICY, ...own });
    });

    it('can answer soft reasons and set limits in its own way', async () => {
      const own: Partial<TenantPolicy> = {
        soft: { ...DEFAULT_POLICY.soft, encrypted: 'reject' },
        limits: { ...DEFAULT_POLICY.limits, maxPixels: 0 },
      };
      const policies = await make({ acme: own });
      expect(await policies.policyOf('acme')).toEqual({ ...DEFAULT_POLICY, ...own });
    });
  });
}
