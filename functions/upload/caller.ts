import { type Member, toucherOf } from '@sluice/core/access';
import type { Caller } from '@sluice/core/upload';

/** Who asks, as upload's use cases see it: an admin may touch everyone's uploads. */
export function callerOf(principal: Member, correlationId: string): Caller {
  return { tenantId: principal.tenantId, ...toucherOf(principal), correlationId };
}
