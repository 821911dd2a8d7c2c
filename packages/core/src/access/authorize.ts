import type { Auth, TokenReach } from '@sluice/contracts';
import { hasRole, type Principal, type UploadToken } from './principal.ts';

export type Authorization = 'allowed' | { readonly denied: 'unauthenticated' | 'forbidden' | 'token_scope' };

/** Whether a route's declaration lets this principal in; what is `own` is decided by the use case, which knows the owner. */
export function authorize(auth: Auth, principal: Principal | undefined): Authorization {
  if (auth.kind === 'public') return 'allowed';
  if (principal === undefined) return { denied: 'unauthenticated' };
  if (principal.kind === 'upload_token')
    return reaches(principal, reachOf(auth)) ? 'allowed' : { denied: 'token_scope' };
  // Only upload tokens are made to be in a path: nobody else's credentials are taken from there.
  if (auth.kind === 'upload_token') return { denied: 'unauthenticated' };
  if (auth.kind === 'operator') return principal.kind === 'operator' ? 'allowed' : { denied: 'forbidden' };
  if (principal.kind === 'operator') return { denied: 'forbidden' };
  const inScope = principal.scopes === 'all' || principal.scopes.includes(auth.scope);
  return inScope && hasRole(principal, auth.role) ? 'allowed' : { denied: 'forbidden' };
}

function reachOf(auth: Auth): TokenReach | undefined {
  if (auth.kind === 'upload_token') return auth.reach;
  return auth.kind === 'member' ? auth.uploadToken : undefined;
}

/** That a token of one upload is for this very upload, the use case sees. */
function reaches({ uploadId }: UploadToken, reach: TokenReach | undefined): boolean {
  return reach === 'upload' || (reach === 'page' && uploadId === undefined);
}
