import type { Proof } from './create-proof.ts';
import type { Issuer } from './discover-issuer.ts';

/** What a browser opens to sign in: code flow with PKCE (RFC 6749 section 4.1, RFC 7636, OpenID Connect Core 3.1). */
export const authorizationUrl = (
  issuer: Issuer,
  proof: Proof,
  request: {
    readonly clientId: string;
    readonly redirectUri: string;
    /** Some issuers have to be told what a token is for; the others pass over it. */
    readonly audience?: string | undefined;
    /** Who will sign in, where that is known. */
    readonly loginHint?: string | undefined;
  },
): string => {
  const url = new URL(issuer.authorizationEndpoint);
  const { clientId, redirectUri, audience, loginHint } = request;
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: issuer.wantsOfflineAccess ? 'openid email offline_access' : 'openid email',
    state: proof.state,
    nonce: proof.nonce,
    code_challenge: proof.challenge,
    code_challenge_method: 'S256',
    ...(audience !== undefined && { audience }),
    ...(loginHint !== undefined && { login_hint: loginHint }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
};
