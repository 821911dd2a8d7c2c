import { hasRole, type Member } from '@sluice/core/access';
import type { Reviewer } from '@sluice/core/review';

/** Who acts, as review's use cases see it. */
export function reviewerOf(principal: Member, correlationId: string): Reviewer {
  const { tenantId, userId } = principal;
  return { tenantId, userId, isAdmin: hasRole(principal, 'admin'), correlationId };
}
