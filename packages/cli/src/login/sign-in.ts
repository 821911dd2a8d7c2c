import type { CliDeps } from '../cli-deps.ts';
import { askForTokens, IssuerRefusedError, type Tokens } from './ask-issuer.ts';
import { authorizationUrl } from './authorization-url.ts';
import { awaitRedirect, LOGIN_PORTS, redirectUriOf } from './await-redirect.ts';
import { checkIdToken } from './check-id-token.ts';
import { createProof } from './create-proof.ts';
import type { Login } from './credential-store.ts';
import type { Issuer } from './discover-issuer.ts';
import { loginError } from './login-error.ts';
import { expiryOf } from './login-token-source.ts';
import { readPasted, readRedirect } from './read-redirect.ts';

export type SignInRequest = {
  readonly clientId: string;
  readonly audience?: string | undefined;
  readonly loginHint?: string | undefined;
  /** False: somebody opens the address elsewhere and pastes what comes of it. */
  readonly browser: boolean;
  /** @default those that issuers know */
  readonly ports?: readonly number[];
};

type Deps = Pick<CliDeps, 'fetch' | 'signal' | 'terminal' | 'openBrowser' | 'askLine'>;

/** Lets somebody sign in at the issuer and answers what is to be kept of it. Throws CommandError. */
export const signIn = async (deps: Deps, issuer: Issuer, request: SignInRequest, now = Date.now): Promise<Login> => {
  const { clientId } = request;
  const proof = createProof();
  const { code, redirectUri } = await (request.browser ? receiveCode : askForCode)(deps, issuer, request, proof);
  const tokens = await exchange(deps, issuer, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: redirectUri,
    code_verifier: proof.verifier,
  });
  if (tokens.idToken === undefined) throw loginError('the issuer sent no identity token: is it OpenID Connect?');
  checkIdToken(tokens.idToken, { issuer: issuer.issuer, clientId, nonce: proof.nonce }, now);
  return {
    issuer: issuer.issuer,
    client_id: clientId,
    token_endpoint: issuer.tokenEndpoint,
    ...(issuer.revocationEndpoint !== undefined && { revocation_endpoint: issuer.revocationEndpoint }),
    access_token: tokens.accessToken,
    ...(tokens.refreshToken !== undefined && { refresh_token: tokens.refreshToken }),
    expires_at: expiryOf(tokens, now),
  };
};

type Proof = ReturnType<typeof createProof>;
type Code = { readonly code: string; readonly redirectUri: string };

const receiveCode = async (deps: Deps, issuer: Issuer, request: SignInRequest, proof: Proof): Promise<Code> => {
  const { terminal, signal, openBrowser } = deps;
  const redirect = await awaitRedirect(signal, request.ports === undefined ? {} : { ports: request.ports });
  try {
    const { redirectUri } = redirect;
    const url = authorizationUrl(issuer, proof, { ...request, redirectUri });
    const received = redirect.receive((answer) => readRedirect(answer, { state: proof.state, issuer: issuer.issuer }));
    // Whoever waits for it hears of a failure; until then nobody does.
    received.catch(() => {});
    const opened = await openBrowser(url);
    terminal.tell(opened ? 'your browser opens; if it does not, open this:' : 'open this in a browser:');
    terminal.tell(`  ${url}`);
    return { code: await received, redirectUri };
  } finally {
    redirect.close();
  }
};

const askForCode = async (deps: Deps, issuer: Issuer, request: SignInRequest, proof: Proof): Promise<Code> => {
  const { terminal, askLine } = deps;
  const redirectUri = redirectUriOf(request.ports?.[0] ?? LOGIN_PORTS[0] ?? 8976);
  terminal.tell('open this in any browser and sign in:');
  terminal.tell(`  ${authorizationUrl(issuer, proof, { ...request, redirectUri })}`);
  terminal.tell(`it ends at an address that begins with ${redirectUri}, which need not open`);
  const pasted = await askLine('paste that address, or the code in it: ');
  return { code: readPasted(pasted, { state: proof.state, issuer: issuer.issuer }), redirectUri };
};

const exchange = async (deps: Deps, issuer: Issuer, form: Readonly<Record<string, string>>): Promise<Tokens> => {
  try {
    return await askForTokens(deps, issuer.tokenEndpoint, form);
  } catch (cause) {
    if (deps.signal.aborted) throw cause;
    if (cause instanceof IssuerRefusedError) throw loginError(cause.message, { cause });
    throw loginError(`the issuer ${issuer.issuer} gave no tokens for the code: start again with sluice login`, {
      cause,
    });
  }
};
