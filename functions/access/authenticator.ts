import { type Authenticate, type Authentication, createJwtAuthenticator, uploadTokenIn } from '@sluice/lambda';
import { clientIdsOf } from './client-ids-of.ts';
import type { EdgeEnv } from './edge-env.ts';

type IssuerEnv = Pick<EdgeEnv, 'ISSUER' | 'AUDIENCE' | 'CLIENT_IDS' | 'TENANT_CLAIM' | 'ROLES_CLAIM'>;

/** Tells who comes with an upload token. */
export type AuthenticateToken = (token: string) => Promise<Authentication>;

/**
 * How every API function tells who is calling: by the tokens of the one issuer it was deployed with. Upload tokens are read
 * where they open anything; elsewhere they are told apart by their looks, and nobody needs the secret they are sealed with.
 */
export function createAuthenticator(
  env: IssuerEnv,
  byUploadToken: AuthenticateToken = refuseUploadToken,
): Authenticate {
  const clientIds = clientIdsOf(env);
  const byAccessToken = createJwtAuthenticator({
    issuer: env.ISSUER,
    audience: env.AUDIENCE,
    ...(clientIds.length > 0 && { clientIds }),
    claims: { tenant: env.TENANT_CLAIM, roles: env.ROLES_CLAIM },
  });
  return (credentials) => {
    const token = uploadTokenIn(credentials);
    return token === undefined ? byAccessToken(credentials) : byUploadToken(token);
  };
}

async function refuseUploadToken(): Promise<Authentication> {
  return { kind: 'refused', code: 'token_scope', reason: 'an upload token' };
}
