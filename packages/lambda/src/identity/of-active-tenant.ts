import type { TenantStatuses } from '@sluice/core/access';
import { RefusedError } from '@sluice/core/runtime';
import type { Authenticate } from './authentication.ts';

/** Refuses whoever belongs to a tenant that is suspended: RefusedError `tenant_suspended`. */
export function ofActiveTenant(authenticate: Authenticate, { statusOf }: TenantStatuses): Authenticate {
  return async (credentials) => {
    const authentication = await authenticate(credentials);
    if (authentication.kind === 'refused' || !('tenantId' in authentication.principal)) return authentication;
    const { tenantId } = authentication.principal;
    if ((await statusOf(tenantId)) === 'suspended') {
      throw new RefusedError('tenant_suspended', `tenant ${tenantId} is suspended: ask who runs the platform`);
    }
    return authentication;
  };
}
