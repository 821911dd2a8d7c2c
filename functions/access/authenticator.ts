import { type Authenticate, createJwtAuthenticator } from '@sluice/lambda';
import { clientIdsOf } from './client-ids-of.ts';
import type { EdgeEnv } from './edge-env.ts';

type IssuerEnv = Pick<EdgeEnv, 'ISSUER' | 'AUDIENCE' | 'CLIENT_IDS' | 'TENANT_CLAIM' | 'ROLES_CLAIM'>;

/** How every API function tells who is calling: by the tokens of the one issuer it was deployed with. */
export function createAuthenticator(env: IssuerEnv): Authenticate {
  const clientIds = clientIdsOf(env);
  return createJwtAuthenticator({
    issuer: env.ISSUER,
    audience: env.AUDIENCE,
    ...(clientIds.length > 0 && { clientIds }),
    claims: { tenant: env.TENANT_CLAIM, roles: env.ROLES_CLAIM },
  });
}
