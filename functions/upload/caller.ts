import { hasRole, type Member, toucherOf, type UploadToken } from '@sluice/core/access';
import type { Caller } from '@sluice/core/upload';

/** Who asks, as upload's use cases see it: an admin may touch everyone's uploads, a token what was made with it. */
export function callerOf(principal: Member | UploadToken, correlationId: string): Caller {
  const { tenantId, userId } = principal;
  if (principal.kind === 'member') {
    const { scopes } = principal;
    const readsFiles = hasRole(principal, 'viewer') && (scopes === 'all' || scopes.includes('files:read'));
    return { tenantId, ...toucherOf(principal), readsFiles, correlationId };
  }
  const { tokenId, uploadId, limits } = principal;
  const token = { tokenId, ...(uploadId !== undefined && { uploadId }), ...(limits && { limits }) };
  return { tenantId, userId, seesAll: false, correlationId, token };
}
