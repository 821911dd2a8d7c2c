import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

type Asked = {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly clientId: string;
};

export type FakeIssuer = {
  readonly issuer: string;
  /** What it does instead of well; a test sets one thing. */
  readonly plan: {
    /** The browser comes back with this instead of a code. */
    error?: string;
    state?: string;
    iss?: string;
    nonce?: string;
    audience?: string;
    withoutIdToken?: boolean;
    /** What the token endpoint answers. */
    refusal?: { readonly status: number; readonly body: string };
    /** What the discovery document says in place of the truth. */
    discovery?: Readonly<Record<string, unknown>>;
    lifeSeconds?: number;
  };
  /** `grant_type` of each request for tokens, and `revoke`. */
  readonly asked: string[];
  /** The query of the last authorization request. */
  readonly authorization: () => URLSearchParams;
  readonly stop: () => Promise<void>;
};

const jwt = (claims: object): string =>
  ['{"alg":"none"}', JSON.stringify(claims), ''].map((part) => Buffer.from(part).toString('base64url')).join('.');

/** An issuer that insists on PKCE, codes used once and refresh tokens used once, on the loopback address. */
export const startFakeIssuer = async (): Promise<FakeIssuer> => {
  const plan: FakeIssuer['plan'] = {};
  const asked: string[] = [];
  const codes = new Map<string, Asked>();
  const refreshTokens = new Set<string>();
  let authorization = new URLSearchParams();

  const authorize = (query: URLSearchParams): string => {
    authorization = query;
    const redirectUri = query.get('redirect_uri') ?? '';
    const back = new URL(redirectUri);
    back.searchParams.set('state', plan.state ?? query.get('state') ?? '');
    if (plan.iss !== undefined) back.searchParams.set('iss', plan.iss);
    if (plan.error !== undefined) {
      back.searchParams.set('error', plan.error);
      return back.href;
    }
    const code = randomUUID();
    const [challenge, nonce, clientId] = ['code_challenge', 'nonce', 'client_id'].map((name) => query.get(name) ?? '');
    if (query.get('code_challenge_method') === 'S256' && query.get('response_type') === 'code')
      codes.set(code, { challenge: challenge ?? '', nonce: nonce ?? '', redirectUri, clientId: clientId ?? '' });
    back.searchParams.set('code', code);
    return back.href;
  };

  const giveTokens = (form: URLSearchParams): object | undefined => {
    const code = form.get('code') ?? '';
    const request = codes.get(code);
    const lifeSeconds = plan.lifeSeconds ?? 3600;
    if (form.get('grant_type') === 'authorization_code') {
      codes.delete(code);
      const proved = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (request === undefined || proved !== request.challenge) return undefined;
      if (request.redirectUri !== form.get('redirect_uri') || request.clientId !== form.get('client_id'))
        return undefined;
    } else if (!refreshTokens.delete(form.get('refresh_token') ?? '')) return undefined;
    const refresh = randomUUID();
    refreshTokens.add(refresh);
    const claims = {
      iss: issuer,
      aud: plan.audience ?? request?.clientId,
      nonce: plan.nonce ?? request?.nonce,
      exp: Date.now() / 1000 + lifeSeconds,
    };
    return {
      access_token: `access-${asked.length}`,
      token_type: 'Bearer',
      expires_in: lifeSeconds,
      refresh_token: refresh,
      ...(!plan.withoutIdToken && { id_token: jwt(claims) }),
    };
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const json = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    if (url.pathname === '/.well-known/openid-configuration') {
      const endpoints = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        revocation_endpoint: `${issuer}/revoke`,
        ...plan.discovery,
      };
      return json(200, JSON.stringify(endpoints));
    }
    if (url.pathname === '/authorize') return response.writeHead(302, { location: authorize(url.searchParams) }).end();
    const form = new URLSearchParams(await text(request));
    asked.push(url.pathname === '/revoke' ? 'revoke' : (form.get('grant_type') ?? ''));
    if (url.pathname === '/revoke')
      return response.writeHead(refreshTokens.delete(form.get('token') ?? '') ? 200 : 400).end();
    if (plan.refusal !== undefined) return json(plan.refusal.status, plan.refusal.body);
    const tokens = giveTokens(form);
    return tokens === undefined ? json(400, '{"error":"invalid_grant"}') : json(200, JSON.stringify(tokens));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake issuer has no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    plan,
    asked,
    authorization: () => authorization,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
