import { type Authenticate, createJwtAuthenticator } from '@sluice/lambda';

/** The claims our issuers put the tenant and the roles in. */
const CLAIMS = { tenant: 'tenant_id', roles: 'roles' };

/** How every API function tells who is calling: by the tokens of the one issuer it was deployed with. */
export function createAuthenticator(env: { readonly ISSUER: string; readonly AUDIENCE: string }): Authenticate {
  return createJwtAuthenticator({ issuer: env.ISSUER, audience: env.AUDIENCE, claims: CLAIMS });
}
