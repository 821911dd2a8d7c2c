import { ConnectionError } from './errors.ts';

/** The part of `fetch` this client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type TimedRequest = Omit<RequestInit, 'signal'> & {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
};

// undici hides what happened in a chain of causes: "fetch failed" alone helps nobody.
const deepestMessage = (error: unknown): string => {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  return deepest instanceof Error ? deepest.message || deepest.name : String(deepest);
};

/**
 * Sends a request and reads its answer whole within `timeoutMs`. Throws ConnectionError when no answer came in time,
 * or the signal's reason when the caller aborted.
 */
export async function fetchWithTimeout<T>(
  fetch: Fetch,
  url: string,
  { signal, timeoutMs, ...init }: TimedRequest,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    return await read(await fetch(url, { ...init, signal: either }));
  } catch (cause) {
    signal?.throwIfAborted();
    const { origin } = new URL(url);
    if (timeout.aborted) throw new ConnectionError(`no answer from ${origin} within ${timeoutMs / 1000} s`, { cause });
    // What fetch and the body's reader throw when the connection breaks; anything else is a mistake of ours.
    if (!(cause instanceof TypeError) && !(cause instanceof DOMException)) throw cause;
    throw new ConnectionError(`could not reach ${origin} (${deepestMessage(cause)}): is it running?`, { cause });
  }
}
