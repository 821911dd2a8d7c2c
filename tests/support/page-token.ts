import { expect } from 'vitest';
import { callApi, type Person } from './call-api.ts';

export type PageToken = { readonly token_id: string; readonly upload_token: string; readonly expires_at: string };

/** A token for a page, as a person makes one. */
export async function pageToken(as: Person, limits: Record<string, unknown> = {}): Promise<PageToken> {
  const { status, body } = await callApi('POST', '/v1/upload-tokens', {
    as,
    body: { max_files: 1000, max_bytes: 50_000_000, expires_in: 3600, ...limits },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

/** The same request as callApi makes, with an upload token. */
export function withToken(token: string, call: Parameters<typeof callApi>[2] = {}): Parameters<typeof callApi>[2] {
  return { ...call, headers: { authorization: `Bearer ${token}`, ...call?.headers } };
}
