import type { Authenticate, Authentication } from './authentication.ts';

/** Authenticates credentials of one kind; undefined for those of another. Throws as Authenticate does. */
export type Recognize = (
  credentials: Readonly<Record<string, string | undefined>>,
) => Promise<Authentication | undefined>;

/** Each kind of credentials by who recognises it, all others by the last one. */
export function firstOf(recognizers: readonly Recognize[], otherwise: Authenticate): Authenticate {
  return async (credentials) => {
    for (const recognize of recognizers) {
      const authentication = await recognize(credentials);
      if (authentication !== undefined) return authentication;
    }
    return otherwise(credentials);
  };
}
