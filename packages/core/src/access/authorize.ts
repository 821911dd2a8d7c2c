import type { Auth } from '@sluice/contracts';
import { hasRole, type Principal } from './principal.ts';

export type Authorization = 'allowed' | { readonly denied: 'unauthenticated' | 'forbidden' };

/** Whether a route's declaration lets this principal in; what is `own` is decided by the use case, which knows the owner. */
export function authorize(auth: Auth, principal: Principal | undefined): Authorization {
  if (auth.kind === 'public') return 'allowed';
  if (principal === undefined) return { denied: 'unauthenticated' };
  if (auth.kind === 'operator') return principal.kind === 'operator' ? 'allowed' : { denied: 'forbidden' };
  if (principal.kind === 'operator') return { denied: 'forbidden' };
  const inScope = principal.scopes === 'all' || principal.scopes.includes(auth.scope);
  return inScope && hasRole(principal, auth.role) ? 'allowed' : { denied: 'forbidden' };
}
