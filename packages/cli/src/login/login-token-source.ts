import type { CliDeps } from '../cli-deps.ts';
import { askForTokens, IssuerRefusedError, type Tokens } from './ask-issuer.ts';
import type { CredentialStore, Login } from './credential-store.ts';
import { loginError } from './login-error.ts';

/** Refreshed a little before it expires: a request takes its time. */
const EARLY_MS = 60_000;
/** What an issuer that does not say is taken to mean. */
const DEFAULT_LIFE_SECONDS = 300;

export const expiryOf = ({ lifeSeconds = DEFAULT_LIFE_SECONDS }: Tokens, now: () => number): number =>
  now() + lifeSeconds * 1000;

/**
 * Answers the access token of the sign-in that is kept for `apiUrl`, refreshed when it is about to expire: once, however
 * many commands ask at the same time. Throws CommandError when the sign-in has ended.
 */
export const createLoginTokenSource = (
  deps: Pick<CliDeps, 'fetch' | 'signal'> & { readonly logins: CredentialStore },
  apiUrl: string,
  now = Date.now,
): (() => Promise<string>) => {
  const ended = (cause?: unknown) =>
    loginError(`your sign-in at ${apiUrl} has ended: sluice login`, cause === undefined ? {} : { cause });
  const isFresh = (login: Login): boolean => now() < login.expires_at - EARLY_MS;

  const refresh = async (login: Login | undefined): Promise<Login> => {
    if (login === undefined) throw ended();
    // Another command was first.
    if (isFresh(login)) return login;
    if (login.refresh_token === undefined) {
      if (now() < login.expires_at) return login;
      throw ended();
    }
    try {
      const tokens = await askForTokens(deps, login.token_endpoint, {
        grant_type: 'refresh_token',
        refresh_token: login.refresh_token,
        client_id: login.client_id,
      });
      return {
        ...login,
        access_token: tokens.accessToken,
        // Issuers that rotate send a new one; the others mean the one before.
        refresh_token: tokens.refreshToken ?? login.refresh_token,
        expires_at: expiryOf(tokens, now),
      };
    } catch (error) {
      if (error instanceof IssuerRefusedError) throw ended(error);
      if (deps.signal.aborted) throw error;
      throw loginError(`the issuer ${login.issuer} does not answer: try again`, { cause: error });
    }
  };

  let pending: Promise<string> | undefined;
  const current = async (): Promise<string> => {
    const kept = await deps.logins.read(apiUrl);
    if (kept !== undefined && isFresh(kept)) return kept.access_token;
    return (await deps.logins.update(apiUrl, refresh))?.access_token ?? '';
  };
  return () => {
    pending ??= current().finally(() => {
      pending = undefined;
    });
    return pending;
  };
};
