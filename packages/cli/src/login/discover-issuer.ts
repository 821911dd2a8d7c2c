import * as z from 'zod/mini';
import type { CliDeps } from '../cli-deps.ts';
import { loginError } from './login-error.ts';

/** Where an issuer is asked for what (OpenID Connect Discovery 1.0, section 3). */
export type Issuer = {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint?: string;
  /** Whether tokens that can be refreshed have to be asked for by a scope of their own. */
  readonly wantsOfflineAccess: boolean;
};

const documentSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.optional(z.url()),
  scopes_supported: z.optional(z.array(z.string())),
});
const TIMEOUT_MS = 10_000;

/**
 * Reads an issuer's discovery document. `mayBeInTheClear` is for an API on this machine: its issuer is there too. Throws
 * CommandError.
 */
export const discoverIssuer = async (
  { fetch, signal }: Pick<CliDeps, 'fetch' | 'signal'>,
  issuer: string,
  { mayBeInTheClear }: { readonly mayBeInTheClear: boolean },
): Promise<Issuer> => {
  const trusted = (url: string): string => {
    const protocol = URL.parse(url)?.protocol;
    if (protocol === 'https:' || (protocol === 'http:' && mayBeInTheClear)) return url;
    throw loginError(`${url} cannot be trusted with a password: an issuer is asked over https`);
  };
  const at = `${trusted(issuer).replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = await read(fetch, at, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
  // Another's document would send us, and whoever signs in, elsewhere.
  if (document.issuer !== issuer) throw loginError(`${at} is of the issuer ${document.issuer}, not of ${issuer}`);
  return {
    issuer,
    authorizationEndpoint: trusted(document.authorization_endpoint),
    tokenEndpoint: trusted(document.token_endpoint),
    ...(document.revocation_endpoint !== undefined && { revocationEndpoint: trusted(document.revocation_endpoint) }),
    wantsOfflineAccess: document.scopes_supported?.includes('offline_access') ?? false,
  };
};

const read = async (fetch: CliDeps['fetch'], url: string, signal: AbortSignal) => {
  try {
    const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (!response.ok) throw new TypeError(`it answered ${response.status}`);
    return z.parse(documentSchema, await response.json());
  } catch (cause) {
    throw loginError(`the issuer cannot be asked how to sign in: ${url} has no discovery document that fits`, {
      cause,
    });
  }
};
