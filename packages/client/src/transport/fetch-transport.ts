import { type Fetch, fetchWithTimeout } from '../calls/fetch-with-timeout.ts';
import type { PartBody, PutTransport } from './put-transport.ts';

// fetch sets both from the body and the address; a browser refuses to be told.
const SET_BY_FETCH = new Set(['content-length', 'host']);

// fetch takes no memory that threads share.
const bodyOf = (body: PartBody): Blob | Uint8Array<ArrayBuffer> =>
  body instanceof Blob || isPlain(body) ? body : new Uint8Array(body);
const isPlain = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> => bytes.buffer instanceof ArrayBuffer;

/** Sends with the platform's `fetch`: what a browser has. */
export const createFetchTransport =
  (fetch: Fetch): PutTransport =>
  ({ url, headers, body, signal, timeoutMs }) => {
    const sent = Object.entries(headers).filter(([name]) => !SET_BY_FETCH.has(name.toLowerCase()));
    return fetchWithTimeout(
      fetch,
      url,
      { method: 'PUT', headers: sent, body: bodyOf(body), signal, timeoutMs },
      async (answer) => ({ status: answer.status, statusText: answer.statusText, text: await answer.text() }),
    );
  };
