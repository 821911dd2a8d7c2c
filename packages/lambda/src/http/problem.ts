import { ERRORS, type Problem, problemType } from '@sluice/contracts';
import type { Refusal } from './classify-error.ts';

/** The RFC 9457 document of a refusal. */
export function toProblem(refusal: Refusal, requestId: string): Problem {
  const { status, title, retryable } = ERRORS[refusal.code];
  return {
    type: problemType(refusal.code),
    title,
    status,
    detail: refusal.detail,
    code: refusal.code,
    request_id: requestId,
    retryable,
    ...(refusal.errors.length === 0 ? {} : { errors: refusal.errors.map((error) => ({ ...error })) }),
  };
}

/** What the status of a problem asks for besides its body (RFC 9110, RFC 6750). */
export function problemHeaders(
  status: number,
  presentedCredentials: boolean,
  retryAfterSeconds = 1,
): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (status === 401) headers['www-authenticate'] = presentedCredentials ? 'Bearer error="invalid_token"' : 'Bearer';
  if (status === 429 || status === 503) headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)));
  return headers;
}
