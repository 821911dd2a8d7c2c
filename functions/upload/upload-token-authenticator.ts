import type { createVerifyUploadToken } from '@sluice/core/upload';
import type { AuthenticateToken } from '../access/authenticator.ts';

/** Who comes with an upload token, for the edge. */
export function createUploadTokenAuthenticator(verify: ReturnType<typeof createVerifyUploadToken>): AuthenticateToken {
  return async (token) => {
    const verdict = await verify(token);
    return verdict.kind === 'valid'
      ? { kind: 'authenticated', principal: verdict.principal }
      : { kind: 'refused', reason: verdict.reason };
  };
}
