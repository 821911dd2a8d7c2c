import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Events, type MutableResponse, type MutableToken, OAuth2Server } from 'oauth2-mock-server';
import * as z from 'zod/mini';
import { identityOf, type LocalIdentity } from './local-identity.ts';

export const LOCAL_AUDIENCE = 'sluice';
const DEFAULT_LIFE_SECONDS = 3600;

const TokenRequest = z.object({
  grant_type: z.enum(['password', 'authorization_code', 'refresh_token']),
  username: z.optional(z.string()),
  code: z.optional(z.string()),
  refresh_token: z.optional(z.string()),
  scope: z.optional(z.string()),
  /** Instead of the identity's own. */
  subject: z.optional(z.string()),
  /** Seconds; negative makes a token that has expired. */
  expires_in: z.optional(z.coerce.number()),
});

const claimsOf = (identity: LocalIdentity, subject: string | undefined) => ({
  sub: subject ?? identity.subject,
  email: identity.email,
  email_verified: true,
  ...(identity.tenant === undefined ? {} : { tenant_id: identity.tenant }),
  roles: [identity.role],
  jti: randomUUID(),
});

/**
 * An OpenID Connect issuer for the local cloud: discovery, keys, code with PKCE (`login_hint` says who signs in,
 * nobody is asked for a password) and tokens without a browser (grant `password`, any password).
 */
export const createLocalIssuer = (defaultEmail: string): OAuth2Server => {
  const server = new OAuth2Server();
  const emailOfCode = new Map<string, string>();

  const parse = (req: IncomingMessage & { body: unknown }) => {
    const request = TokenRequest.safeParse(req.body);
    if (!request.success) return undefined;
    const { username, code, refresh_token: refreshToken } = request.data;
    const email = username ?? emailOfCode.get(code ?? refreshToken ?? '');
    const identity = email === undefined ? undefined : identityOf(email);
    return identity === undefined ? undefined : { ...request.data, identity };
  };

  server.service.on(Events.BeforeAuthorizeRedirect, ({ url }: { url: URL }, req: IncomingMessage) => {
    const hint = new URL(req.url ?? '/', 'http://localhost').searchParams.get('login_hint');
    emailOfCode.set(url.searchParams.get('code') ?? '', hint ?? defaultEmail);
  });

  server.service.on(Events.BeforeTokenSigning, (token: MutableToken, req: IncomingMessage & { body: unknown }) => {
    const request = parse(req);
    if (request === undefined) return;
    // Only the access token has a scope; the id token keeps the client as its audience.
    const access = 'scope' in token.payload;
    Object.assign(token.payload, claimsOf(request.identity, request.subject));
    token.payload.exp = token.payload.iat + (request.expires_in ?? DEFAULT_LIFE_SECONDS);
    if (access) Object.assign(token.payload, { aud: LOCAL_AUDIENCE, scope: request.scope ?? 'openid email' });
  });

  server.service.on(Events.BeforeResponse, (answer: MutableResponse, req: IncomingMessage & { body: unknown }) => {
    const request = parse(req);
    if (request === undefined) {
      answer.statusCode = 400;
      answer.body = { error: 'invalid_grant', error_description: 'username must be <role>@<tenant>.test' };
      return;
    }
    if (answer.body === '') return;
    answer.body.expires_in = request.expires_in ?? DEFAULT_LIFE_SECONDS;
    const refreshToken = answer.body.refresh_token;
    if (typeof refreshToken === 'string') emailOfCode.set(refreshToken, request.identity.email);
  });

  return server;
};
