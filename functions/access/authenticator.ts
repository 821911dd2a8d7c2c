import { type Authenticate, type Authentication, createJwtAuthenticator, uploadTokenIn } from '@sluice/lambda';

/** The claims our issuers put the tenant and the roles in. */
const CLAIMS = { tenant: 'tenant_id', roles: 'roles' };

/** Tells who comes with an upload token. */
export type AuthenticateToken = (token: string) => Promise<Authentication>;

/**
 * How every API function tells who is calling: by the tokens of the one issuer it was deployed with. Upload tokens are read
 * where they open anything; elsewhere they are told apart by their looks, and nobody needs the secret they are sealed with.
 */
export function createAuthenticator(
  env: { readonly ISSUER: string; readonly AUDIENCE: string },
  byUploadToken: AuthenticateToken = refuseUploadToken,
): Authenticate {
  const byAccessToken = createJwtAuthenticator({ issuer: env.ISSUER, audience: env.AUDIENCE, claims: CLAIMS });
  return (credentials) => {
    const token = uploadTokenIn(credentials);
    return token === undefined ? byAccessToken(credentials) : byUploadToken(token);
  };
}

async function refuseUploadToken(): Promise<Authentication> {
  return { kind: 'refused', code: 'token_scope', reason: 'an upload token' };
}
