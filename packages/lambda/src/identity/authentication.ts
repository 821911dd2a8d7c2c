import type { Principal } from '@sluice/core/access';

export type Authentication =
  | { readonly kind: 'authenticated'; readonly principal: Principal }
  /** `reason` is for the log: a caller is not told which check failed. `code` when it is another than `unauthenticated`. */
  | { readonly kind: 'refused'; readonly reason: string; readonly code?: 'token_scope' };

/**
 * Tells who makes a request from its `authorization`, `cookie` and `x-api-key` headers. Throws IssuerUnavailableError
 * when that can't be told now.
 */
export type Authenticate = (credentials: Readonly<Record<string, string | undefined>>) => Promise<Authentication>;

/** The issuer's keys can't be had: nobody can be told from anybody else, which is no fault of the caller. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';
}
