import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import type { Authenticate, Authentication } from './authentication.ts';
import { type ClaimNames, readPrincipal } from './read-principal.ts';
import { remoteKeys } from './remote-keys.ts';

export type JwtOptions = {
  /** The `iss` of every token, letter by letter. */
  readonly issuer: string;
  readonly audience: string;
  /** Clients whose tokens are for us though they carry no `aud`, as Cognito's access tokens. @default [audience] */
  readonly clientIds?: readonly string[];
  /** @default what the issuer's discovery document names */
  readonly jwksUrl?: string;
  readonly claims: ClaimNames;
  /** How far the issuer's clock may be off. @default 5 */
  readonly clockToleranceSeconds?: number;
};

/** Asymmetric only: with HS256 allowed, a public key would do as the secret. */
const ALGORITHMS = ['RS256', 'ES256'];
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
/** API Gateway passes 10 KiB of headers; no issuer of ours needs as much. */
const MAX_TOKEN = 8192;

/**
 * Authenticates requests by a JWT access token of one OpenID Connect issuer (RFC 9068 as far as issuers keep to it).
 *
 * @example
 * const authenticate = createJwtAuthenticator({ issuer, audience: 'sluice', claims: { tenant: 'tenant_id', roles: 'roles' } });
 */
export function createJwtAuthenticator(options: JwtOptions): Authenticate {
  const { issuer, audience, clientIds = [audience], claims, clockToleranceSeconds = 5 } = options;
  const keys = remoteKeys(issuer, options.jwksUrl);
  const rules = {
    issuer,
    algorithms: ALGORITHMS,
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp', 'sub'],
  };

  return async (headers) => {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || token.length > MAX_TOKEN) return refuse('no bearer token');
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, rules);
      if (!isAccessToken(payload, protectedHeader)) return refuse('not an access token');
      if (!isForUs(payload, audience, clientIds)) return refuse('for another audience');
      const principal = readPrincipal(payload, claims);
      return principal ? { kind: 'authenticated', principal } : refuse('no user, tenant or role');
    } catch (error) {
      if (error instanceof errors.JOSEError) return refuse(error.code);
      throw error;
    }
  };
}

function refuse(reason: string): Authentication {
  return { kind: 'refused', reason };
}

/**
 * RFC 9068 says `at+jwt`; Cognito says it in `token_use`, Keycloak in a claim `typ`. Logout tokens, proofs and identity
 * tokens are none; only the last have a hash of what they came with.
 */
function isAccessToken(payload: JWTPayload, header: JWTHeaderParameters): boolean {
  const type = header.typ?.toLowerCase().replace(/^application\//, '') ?? 'jwt';
  if (type !== 'jwt' && type !== 'at+jwt') return false;
  if (payload.at_hash !== undefined || payload.c_hash !== undefined) return false;
  if (payload.typ === 'ID' || payload.typ === 'Refresh' || payload.typ === 'Logout') return false;
  return payload.token_use === undefined || payload.token_use === 'access';
}

function isForUs(payload: JWTPayload, audience: string, clientIds: readonly string[]): boolean {
  if (payload.aud !== undefined) return [payload.aud].flat().includes(audience);
  return typeof payload.client_id === 'string' && clientIds.includes(payload.client_id);
}
