import * as z from 'zod/mini';

const claimsSchema = z.object({ exp: z.number() });
// Asked for again a little before it expires: a request takes its time.
const EARLY_MS = 60_000;

/** When a token expires, in milliseconds since 1970; now, when it does not say. */
const expiryOf = (token: string): number => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return z.parse(claimsSchema, claims).exp * 1000;
  } catch {
    return 0;
  }
};

/** Answers the same token until it is about to expire. `mint` is asked once, however many ask at the same time. */
export const createTokenSource = (mint: () => Promise<string>, now = Date.now): (() => Promise<string>) => {
  let held: { readonly token: Promise<string>; until: number } | undefined;
  return () => {
    if (held !== undefined && now() < held.until) return held.token;
    const fresh = { token: mint(), until: Number.POSITIVE_INFINITY };
    held = fresh;
    fresh.token.then(
      (token) => {
        fresh.until = expiryOf(token) - EARLY_MS;
      },
      () => {
        fresh.until = 0;
      },
    );
    return fresh.token;
  };
};
