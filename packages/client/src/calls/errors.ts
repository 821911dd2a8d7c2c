import type { ErrorCode, Problem } from '@sluice/contracts';

/** The API refused a call. `code` is stable (see ERRORS of the contracts); the message is made for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode | (string & {});
  readonly status: number;
  /** Names this call in the logs of the service. */
  readonly requestId: string | undefined;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Which fields are wrong, and why. */
  readonly errors: NonNullable<Problem['errors']>;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(problem: ApiProblem) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.requestId = problem.requestId;
    this.retryable = problem.retryable;
    this.errors = problem.errors ?? [];
    this.retryAfterMs = problem.retryAfterMs;
  }
}

export type ApiProblem = {
  readonly detail: string;
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly errors?: Problem['errors'];
  readonly retryAfterMs?: number | undefined;
};

/** No answer came: nobody listens, the connection broke, or it took too long. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** A 2xx answer that is not what the contract promises: another version, or not this API at all. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}
