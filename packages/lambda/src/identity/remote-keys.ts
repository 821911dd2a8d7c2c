import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod/mini';
import { IssuerUnavailableError } from './authentication.ts';

const TIMEOUT_MS = 3000;
/** A token with a key id nobody knows makes us ask again at once, and at most this often. */
const COOLDOWN_MS = 30_000;
/** How long a key that its issuer has withdrawn may still be taken for good. */
const CACHE_MS = 600_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * The issuer's public keys: from `jwksUrl`, else from where its discovery document says. Kept for ten minutes; a new one
 * is there with the first token that is signed by it.
 */
export function remoteKeys(issuer: string, jwksUrl: string | undefined): JWTVerifyGetKey {
  let keys = jwksUrl === undefined ? undefined : Promise.resolve(keysAt(jwksUrl));
  return async (header, token) => {
    try {
      keys ??= discover(issuer).then(keysAt);
      return await (await keys)(header, token);
    } catch (cause) {
      if (isFaultOfToken(cause)) throw cause;
      // A discovery that failed must not fail for ever.
      if (jwksUrl === undefined && cause instanceof IssuerUnavailableError) keys = undefined;
      throw new IssuerUnavailableError(`the keys of ${issuer} can't be read`, { cause });
    }
  };
}

function keysAt(url: string): JWTVerifyGetKey {
  // The set's own cooldown counts from any fetch, so that a key younger than that is refused: we count ourselves.
  const options = { timeoutDuration: TIMEOUT_MS, cooldownDuration: Number.POSITIVE_INFINITY, cacheMaxAge: CACHE_MS };
  const keys = createRemoteJWKSet(new URL(url), options);
  let askedAgainAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const askAgain = (): Promise<void> => {
    askedAgainAt = Date.now();
    return keys.reload().finally(() => {
      asking = undefined;
    });
  };
  return async (header, token) => {
    const known = keys.fresh;
    try {
      return await keys(header, token);
    } catch (error) {
      if (!known || !(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Whoever comes while they are asked for waits for the same answer.
      if (asking === undefined && Date.now() < askedAgainAt + COOLDOWN_MS) throw error;
      asking ??= askAgain();
      await asking;
      return keys(header, token);
    }
  };
}

/** OpenID Connect Discovery 1.0, section 4: the document must name the issuer it was asked from. */
async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    if (!response.ok) throw new TypeError(`it answered ${response.status}`);
    const document = z.parse(discoverySchema, await response.json());
    if (document.issuer !== issuer) throw new TypeError(`it names the issuer ${document.issuer}`);
    return document.jwks_uri;
  } catch (cause) {
    throw new IssuerUnavailableError(`the discovery document at ${url} can't be used`, { cause });
  }
}

function isFaultOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
