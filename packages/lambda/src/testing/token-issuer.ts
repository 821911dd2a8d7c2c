import { createServer } from 'node:http';
import {
  exportJWK,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

export type TokenIssuer = {
  /** `http://127.0.0.1:<port>`, the `iss` of its tokens. */
  readonly issuer: string;
  readonly keys: Readonly<Record<'RS256' | 'ES256', GenerateKeyPairResult>>;
  /** What each path was asked for, in order. */
  readonly requests: string[];
  /** What it answers instead of the truth, by path: a status, a body, or where to go. */
  readonly instead: Map<string, number | string | { readonly location: string }>;
  /** Publishes a new RSA key as `kid` in place of the one before, and answers it. */
  rotate(kid: string): Promise<GenerateKeyPairResult>;
  /** A good token of an editor of acme, with what the test changes; undefined removes a claim. */
  sign(changes?: TokenChanges): Promise<string>;
  stop(): Promise<void>;
};

export type TokenChanges = {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Partial<JWTHeaderParameters>;
  readonly key?: Parameters<SignJWT['sign']>[0];
};

export const AUDIENCE = 'sluice';
export const JWKS_PATH = '/keys';
export const DISCOVERY_PATH = '/.well-known/openid-configuration';

/** An OpenID Connect issuer on the loopback address with one RSA and one EC key. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const keys = { RS256: await generateKeyPair('RS256'), ES256: await generateKeyPair('ES256') };
  const jwks = {
    keys: [
      { ...(await exportJWK(keys.RS256.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' },
      { ...(await exportJWK(keys.ES256.publicKey)), kid: 'ec', alg: 'ES256', use: 'sig' },
    ],
  };
  const requests: string[] = [];
  const instead: TokenIssuer['instead'] = new Map();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const planned = instead.get(path);
    if (typeof planned === 'number') return response.writeHead(planned).end();
    if (typeof planned === 'object') return response.writeHead(302, planned).end();
    const truth = path.startsWith(DISCOVERY_PATH) ? { issuer, jwks_uri: `${issuer}${JWKS_PATH}` } : jwks;
    response.setHeader('content-type', 'application/json').end(planned ?? JSON.stringify(truth));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`no port: ${address}`);
  const issuer = `http://127.0.0.1:${address.port}`;

  return {
    issuer,
    keys,
    requests,
    instead,
    rotate: async (kid) => {
      const pair = await generateKeyPair('RS256');
      jwks.keys[0] = { ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' };
      return pair;
    },
    sign: ({ claims = {}, header = {}, key = keys.RS256.privateKey } = {}) =>
      new SignJWT({ ...goodClaims(issuer), ...claims } as JWTPayload)
        .setProtectedHeader({ alg: 'RS256', kid: 'rsa', typ: 'JWT', ...header })
        .sign(key),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function goodClaims(issuer: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: AUDIENCE,
    sub: 'ada',
    iat: now,
    exp: now + 300,
    tenant_id: 'acme',
    roles: ['editor'],
    email: 'ada@acme.test',
  };
}
