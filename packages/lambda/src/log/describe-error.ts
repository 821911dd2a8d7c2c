import { redactText } from './redact-text.ts';

export type ErrorDescription = {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
};

/** Deeper causes repeat what is known; a cycle must end. */
const MAX_CAUSES = 4;
/** CloudWatch bills by the byte; the frames that matter come first. */
const MAX_STACK = 3000;

/** What a log line says of an error: nothing but these fields, free of secrets. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: redactText(String(error)) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name: error.name,
    message: redactText(error.message),
    ...(code === undefined ? {} : { code: redactText(code) }),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack.slice(0, MAX_STACK)) }),
    ...(error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}
