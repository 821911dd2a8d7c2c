import type { accessRoutes } from '@sluice/contracts';
import type { RouteHandlers } from '@sluice/lambda';
import { clientIdsOf } from './client-ids-of.ts';
import type { EdgeEnv } from './edge-env.ts';

export type SignInEnv = Pick<EdgeEnv, 'ISSUER' | 'AUDIENCE' | 'CLIENT_IDS'>;

/** Tells anybody what they need to sign in: all of it is in every token, or on the issuer's own page. */
export function createGetSignIn(env: SignInEnv): RouteHandlers<typeof accessRoutes>['getSignIn'] {
  const [clientId] = clientIdsOf(env);
  const body = {
    issuer: env.ISSUER,
    audience: env.AUDIENCE,
    ...(clientId !== undefined && { client_id: clientId }),
  };
  return async () => ({ status: 200, body });
}
