import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { LocalRole } from '../../localstack/issuer/local-identity.ts';
import { mintToken } from '../../localstack/issuer/mint-token.ts';

export type Person = { readonly role: LocalRole; readonly tenant?: string; readonly subject?: string };

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly body: any;
};

type Call = {
  readonly as?: Person | undefined;
  /** Instead of a person: a machine. */
  readonly apiKey?: string | undefined;
  readonly body?: unknown;
  readonly form?: FormData | undefined;
  readonly headers?: Record<string, string>;
  /** A POST carries an Idempotency-Key of its own making unless it is keyless, or `headers` have one. */
  readonly keyless?: boolean;
};

const tokens = new Map<string, Promise<string>>();

/** A token of a person, minted once. */
export function tokenOf(person: Person): Promise<string> {
  const name = JSON.stringify(person);
  const token = tokens.get(name) ?? mintToken({ issuerUrl: inject('cloud').issuerUrl, ...person });
  tokens.set(name, token);
  return token;
}

/** One plain HTTP request to the API, as anyone could send it: no SDK, no retries, redirects not followed. */
export async function callApi(
  method: string,
  path: string,
  { as, apiKey, body, form, headers = {}, keyless = false }: Call = {},
): Promise<Answer> {
  const response = await fetch(`${inject('cloud').apiUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      ...(as && { authorization: `Bearer ${await tokenOf(as)}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method === 'POST' && !keyless && { 'idempotency-key': randomUUID() }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(form !== undefined && { body: form }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}
