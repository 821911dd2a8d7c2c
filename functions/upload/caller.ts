import { hasRole, type Member } from '@sluice/core/access';
import type { Caller } from '@sluice/core/upload';

/** Who asks, as upload's use cases see it: an admin may touch everyone's uploads. */
export function callerOf(principal: Member, correlationId: string): Caller {
  return {
    tenantId: principal.tenantId,
    userId: principal.userId,
    seesAll: hasRole(principal, 'admin'),
    readsFiles: hasRole(principal, 'viewer') && (principal.scopes === 'all' || principal.scopes.includes('files:read')),
    correlationId,
  };
}
