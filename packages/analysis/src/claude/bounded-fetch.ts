/** The answer has more bytes than any answer to our requests. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
  constructor(maxBytes: number) {
    super(`the answer has more than ${maxBytes} bytes`);
  }
}

type Fetch = typeof globalThis.fetch;

/**
 * A fetch that reads the whole answer before it returns, and no more than `maxBytes` of it: so that a time limit covers
 * the body too, and a body that breaks off is an error of the connection. Redirects are errors: content and key go to
 * one host only.
 */
export function createBoundedFetch(maxBytes: number, fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      // Leaving the loop cancels the body, which closes the connection.
      if (size > maxBytes) throw new AnswerTooLargeError(maxBytes);
      chunks.push(chunk);
    }
    const headers = new Headers(response.headers);
    // Those of the transfer: what we hold is decoded and whole.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
    return new Response(size === 0 ? null : Buffer.concat(chunks), { status: response.status, headers });
  };
}
