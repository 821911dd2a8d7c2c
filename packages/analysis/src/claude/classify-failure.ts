import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk/error';
import type { Clock } from '@sluice/core/runtime';
import type { ModelAnswer } from '@sluice/core/understand';
import { AnswerTooLargeError } from './bounded-fetch.ts';

export type Failure = {
  readonly reason: Extract<ModelAnswer, { outcome: 'unavailable' }>['reason'];
  /** Made of our own words, numbers and codes: messages of errors may repeat the content or the key. */
  readonly detail: string;
  readonly isRetryable: boolean;
  /** What it tells about the service: down, up (the fault is in this one request), or nothing. */
  readonly service: 'down' | 'up' | 'unknown';
  /** What the service asked for. */
  readonly retryAfterMs?: number;
};

const RETRYABLE = new Set([408, 409, 429]);
/** Of the account or the configuration: every request will fare the same until somebody changes something. */
const NOT_OURS = new Set([401, 402, 403, 404]);

/** What an error of the SDK means for us. */
export function classifyFailure(error: unknown, clock: Clock): Failure {
  if (error instanceof APIConnectionTimeoutError) {
    return { reason: 'timed_out', detail: 'no answer in time', isRetryable: true, service: 'down' };
  }
  if (error instanceof APIConnectionError) {
    return error.cause instanceof AnswerTooLargeError
      ? { reason: 'invalid_answer', detail: error.cause.message, isRetryable: false, service: 'down' }
      : { reason: 'failed', detail: 'the connection failed', isRetryable: true, service: 'down' };
  }
  if (error instanceof APIError && typeof error.status === 'number') return classifyStatus(error, error.status, clock);
  if (error instanceof SyntaxError) {
    return { reason: 'invalid_answer', detail: 'the response is not JSON', isRetryable: false, service: 'down' };
  }
  const name = error instanceof Error ? code(error.name) : 'unknown';
  return { reason: 'failed', detail: `unexpected error ${name}`, isRetryable: false, service: 'unknown' };
}

function classifyStatus(error: APIError, status: number, clock: Clock): Failure {
  const isRetryable = RETRYABLE.has(status) || status >= 500;
  const retryAfterMs = readRetryAfter(error.headers, clock);
  return {
    reason: reasonOfStatus(status),
    detail: `answered ${status} ${code(error.type)}, request ${code(error.requestID)}`,
    isRetryable,
    service: isRetryable || NOT_OURS.has(status) ? 'down' : 'up',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function reasonOfStatus(status: number): Failure['reason'] {
  if (status === 429 || status === 503 || status === 529) return 'overloaded';
  return status === 408 || status === 504 ? 'timed_out' : 'failed';
}

/** Codes and ids as they are, anything else not at all. */
const code = (text: string | null | undefined): string => (text && /^\w{1,60}$/.test(text) ? text : 'unknown');

/** Milliseconds from now, of `retry-after-ms`, or of `retry-after` in seconds or as a date (RFC 9110, 10.2.3). */
export function readRetryAfter(headers: Headers | undefined, clock: Clock): number | undefined {
  const milliseconds = headers?.get('retry-after-ms') ?? '';
  if (/^\d{1,9}$/.test(milliseconds)) return Number(milliseconds);
  const value = headers?.get('retry-after') ?? '';
  if (/^\d{1,6}(\.\d{1,3})?$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - clock());
}
