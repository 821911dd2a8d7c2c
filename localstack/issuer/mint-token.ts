import * as z from 'zod/mini';
import { emailOf, type LocalRole } from './local-identity.ts';

const Answer = z.object({ access_token: z.string() });

export class TokenRefusedError extends Error {
  override readonly name = 'TokenRefusedError';
}

/**
 * An access token of the local issuer, without a browser.
 *
 * @example
 * const token = await mintToken({ issuerUrl, role: 'editor', tenant: 'acme' });
 */
export const mintToken = async (request: {
  readonly issuerUrl: string;
  readonly role: LocalRole;
  /** Any name of lower case letters, digits and hyphens. An operator has none. @default acme */
  readonly tenant?: string;
  /** The `sub` of the token. @default a UUID, the same for the same role and tenant */
  readonly subject?: string;
  /** Seconds; negative makes a token that has expired. @default 3600 */
  readonly expiresIn?: number;
}): Promise<string> => {
  const { issuerUrl, role, tenant = 'acme', subject, expiresIn } = request;
  const response = await fetch(`${issuerUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      username: emailOf(role, tenant),
      ...(subject === undefined ? {} : { subject }),
      ...(expiresIn === undefined ? {} : { expires_in: String(expiresIn) }),
    }),
  });
  if (!response.ok) throw new TokenRefusedError(`the issuer refused ${role} of ${tenant}: ${await response.text()}`);
  return Answer.parse(await response.json()).access_token;
};
