import type { ErrorCode } from '@sluice/contracts';

/** What was asked for is not there, or is not the caller's: both look alike on purpose. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly code = 'not_found' satisfies ErrorCode;
  constructor(thing: string, id: string) {
    super(`${thing} ${id} does not exist`);
  }
}

/** A request that is understood and refused; `code` is the stable code of the answer. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: ErrorCode;
  readonly errors: readonly { pointer: string; detail: string }[];
  /** When another try may go better, from now. */
  readonly retryAfterSeconds?: number;
  constructor(
    code: ErrorCode,
    message: string,
    errors: readonly { pointer: string; detail: string }[] = [],
    { retryAfterSeconds }: { readonly retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.errors = errors;
    if (retryAfterSeconds !== undefined) this.retryAfterSeconds = retryAfterSeconds;
  }
}
