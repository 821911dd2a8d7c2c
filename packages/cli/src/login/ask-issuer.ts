import * as z from 'zod/mini';
import type { CliDeps } from '../cli-deps.ts';
import { escapeText } from '../terminal/escape-text.ts';

/** The issuer gave no tokens: `code` is that of RFC 6749, section 5.2, such as `invalid_grant`. */
export class IssuerRefusedError extends Error {
  override readonly name = 'IssuerRefusedError';
  readonly code: string;
  constructor(code: string, description: string | undefined) {
    super(`the issuer says ${escapeText(code)}${description === undefined ? '' : `: ${escapeText(description)}`}`);
    this.code = code;
  }
}

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
  /** Of the access token. */
  readonly lifeSeconds?: number;
};

const answerSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  token_type: z.string().check(z.regex(/^bearer$/i)),
  refresh_token: z.optional(z.string()),
  id_token: z.optional(z.string()),
  expires_in: z.optional(z.number()),
});
const refusalSchema = z.object({ error: z.string(), error_description: z.optional(z.string()) });
const TIMEOUT_MS = 10_000;

type Deps = Pick<CliDeps, 'fetch' | 'signal'>;

const post = ({ fetch, signal }: Deps, url: string, form: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(form),
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });

/** Asks the token endpoint. Throws IssuerRefusedError, and an error of fetch or of zod when the answer is none. */
export const askForTokens = async (
  deps: Deps,
  tokenEndpoint: string,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> => {
  const response = await post(deps, tokenEndpoint, form);
  const text = await response.text();
  if (!response.ok) {
    const refusal = z.safeParse(refusalSchema, parseJson(text));
    if (refusal.success) throw new IssuerRefusedError(refusal.data.error, refusal.data.error_description);
    throw new IssuerRefusedError(`status ${response.status}`, undefined);
  }
  const { access_token, refresh_token, id_token, expires_in } = z.parse(answerSchema, parseJson(text));
  return {
    accessToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(id_token !== undefined && { idToken: id_token }),
    ...(expires_in !== undefined && { lifeSeconds: expires_in }),
  };
};

/** Ends a refresh token at the issuer (RFC 7009). Answers whether it did. */
export const revokeToken = async (
  deps: Deps,
  revocationEndpoint: string,
  { clientId, refreshToken }: { readonly clientId: string; readonly refreshToken: string },
): Promise<boolean> => {
  try {
    const form = { token: refreshToken, token_type_hint: 'refresh_token', client_id: clientId };
    return (await post(deps, revocationEndpoint, form)).ok;
  } catch {
    return false;
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
