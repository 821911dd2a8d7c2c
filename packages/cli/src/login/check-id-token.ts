import * as z from 'zod/mini';
import { loginError } from './login-error.ts';

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  nonce: z.string(),
  exp: z.number(),
});

/** How far our clock may be off: it is a laptop's. */
const CLOCK_MS = 5 * 60_000;

/**
 * Refuses tokens that were made for another sign-in (OpenID Connect Core 3.1.3.7). Its signature is not looked at: it came
 * straight from the issuer, and nothing is believed because of it. Throws CommandError.
 */
export const checkIdToken = (
  idToken: string,
  expected: { readonly issuer: string; readonly clientId: string; readonly nonce: string },
  now = Date.now,
): void => {
  const claims = z.safeParse(claimsSchema, payloadOf(idToken));
  if (!claims.success) throw loginError('the issuer sent an identity token that cannot be read');
  const { iss, aud, nonce, exp } = claims.data;
  const ours = iss === expected.issuer && [aud].flat().includes(expected.clientId) && nonce === expected.nonce;
  if (!ours || exp * 1000 < now() - CLOCK_MS)
    throw loginError('the tokens belong to another sign-in, and were refused: start again with sluice login');
};

const payloadOf = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
