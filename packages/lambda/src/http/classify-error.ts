import type { FieldError } from '@sluice/contracts';
import { ERRORS, type ErrorCode } from '@sluice/contracts';

export type Refusal = {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** Ours to look into: the log gets the error itself. */
  readonly fault: boolean;
  /** When to try again, where it is known. */
  readonly retryAfterSeconds?: number;
};

/** Names and codes of what passes by itself: throttling, timeouts, broken connections. */
const PASSING = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ProvisionedThroughputExceededException',
  'TooManyRequestsException',
  'BandwidthLimitExceeded',
  'SlowDown',
  'PriorRequestNotComplete',
  'TokenContended',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'IssuerUnavailableError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What an error means to the caller. Errors of ours are known by their literal name: bundles may hold a class twice. */
export function classifyError(error: unknown): Refusal {
  const name = error instanceof Error ? error.name : undefined;
  if (error instanceof Error && (name === 'RefusedError' || name === 'NotFoundError')) {
    const code = readCode(error);
    if (code !== undefined) {
      return { code, detail: error.message, errors: readErrors(error), fault: false, ...readRetryAfter(error) };
    }
  }
  if (isPassing(error)) {
    return { code: 'unavailable', detail: 'something this needs does not answer, try again', errors: [], fault: true };
  }
  const detail = 'something broke on our side; the request id helps us find it';
  return { code: 'internal_error', detail, errors: [], fault: true };
}

function readCode(error: Error): ErrorCode | undefined {
  return 'code' in error && typeof error.code === 'string' && Object.hasOwn(ERRORS, error.code)
    ? (error.code as ErrorCode)
    : undefined;
}

function readErrors(error: Error): readonly FieldError[] {
  return 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
}

function readRetryAfter(error: Error): { readonly retryAfterSeconds?: number } {
  return 'retryAfterSeconds' in error && typeof error.retryAfterSeconds === 'number'
    ? { retryAfterSeconds: error.retryAfterSeconds }
    : {};
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (PASSING.has(error.name)) return true;
  if ('code' in error && typeof error.code === 'string' && PASSING.has(error.code)) return true;
  return error.cause !== undefined && isPassing(error.cause);
}
