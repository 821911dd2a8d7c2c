import type { Route } from '@sluice/contracts';
import * as z from 'zod/mini';
import { buildUrl, type RequestParts } from './build-request.ts';
import { ApiError, ConnectionError, UnexpectedAnswerError } from './errors.ts';
import { type Fetch, fetchWithTimeout } from './fetch-with-timeout.ts';
import { readProblem } from './read-problem.ts';
import { type Pace, retry } from './retry.ts';
import type { CallAnswer, CallInput, CallOptions } from './route-types.ts';

/** An access token, or what answers a fresh one: asked before each call, and once more after a 401. */
export type TokenSource = string | (() => Promise<string>);

export type CallSettings = {
  readonly baseUrl: string;
  readonly token: TokenSource;
  readonly fetch: Fetch;
  readonly pace: Pace;
  /** How often a call is tried that fails in passing. */
  readonly attempts: number;
  readonly timeoutMs: number;
};

/** Calls any route of the table: `call(ROUTES.getFile, { params: { file_id } })`. */
export type Call = <R extends Route>(route: R, input: CallInput<R>, options?: CallOptions) => Promise<CallAnswer<R>>;

// 422 missing_parts is retryable too, but only after something was done about it.
const isPassing = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.retryable && (error.status >= 500 || error.status === 429);

const mayRetry = (error: unknown): false | number => {
  if (isPassing(error)) return error.retryAfterMs ?? 0;
  return error instanceof ConnectionError ? 0 : false;
};

const readAnswer = async (route: Route, response: Response): Promise<unknown> => {
  const schema = route.answers[response.status];
  if (schema === undefined) {
    if (!response.ok) throw await readProblem(response);
    throw new UnexpectedAnswerError(
      `${route.operationId} answered ${response.status}, which its contract does not know`,
    );
  }
  if (schema === null) return undefined;
  const text = await response.text();
  try {
    return z.parse(schema, JSON.parse(text));
  } catch (cause) {
    // A status may stand for an answer and for a problem (503 of health): only the body tells.
    if (!response.ok) throw await readProblem(new Response(text, response));
    throw new UnexpectedAnswerError(`${route.operationId} answered something its contract does not allow`, { cause });
  }
};

export function createCall(settings: CallSettings): Call {
  const { baseUrl, token, fetch, pace, attempts } = settings;

  const send = async (route: Route, input: RequestParts, options: CallOptions, key: string | undefined) => {
    const headers = new Headers({ accept: 'application/json' });
    if (route.auth.kind !== 'public')
      headers.set('authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
    if (input.body !== undefined) headers.set('content-type', 'application/json');
    if (key !== undefined) headers.set('idempotency-key', key);
    const wait = Number(input.query?.wait ?? 0);
    return fetchWithTimeout(
      fetch,
      buildUrl(baseUrl, route, input),
      {
        method: route.method,
        headers,
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
        signal: options.signal,
        timeoutMs: (options.timeoutMs ?? settings.timeoutMs) + wait * 1000,
      },
      (response) => readAnswer(route, response),
    );
  };

  const call = async (route: Route, input: RequestParts, options: CallOptions = {}): Promise<unknown> => {
    // Every route is harmless to repeat, by its nature or by this key, so every call may be retried.
    const key = route.idempotency !== 'natural' ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined;
    let renewed = false;
    return retry(() => send(route, input, options, key), {
      attempts,
      pace,
      signal: options.signal,
      mayRetry: (error) => {
        const expired = error instanceof ApiError && error.status === 401 && typeof token === 'function';
        if (!expired || renewed) return mayRetry(error);
        renewed = true;
        return 0;
      },
    });
  };
  // The schemas that parse the answer are the ones its type is inferred from.
  return call as Call;
}
