import { hasRole, type Principal } from '@sluice/core/access';
import type { Caller } from '@sluice/core/upload';

/** Who asks, as upload's use cases see it: an admin may touch everyone's uploads. */
export function callerOf(principal: Principal, correlationId: string): Caller {
  return {
    tenantId: principal.tenantId,
    userId: principal.userId,
    seesAll: hasRole(principal, 'admin'),
    correlationId,
  };
}
