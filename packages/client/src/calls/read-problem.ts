import { problemSchema } from '@sluice/contracts';
import * as z from 'zod/mini';
import { ApiError } from './errors.ts';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `Retry-After` in milliseconds: seconds or a date. */
const readRetryAfter = (value: string | null, now: number): number | undefined => {
  if (value === null || value.trim() === '') return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};

/** The error an answer stands for; what comes from a gateway or a proxy in front of the API gets a code of its kind. */
export async function readProblem(response: Response, now = Date.now()): Promise<ApiError> {
  const text = await response.text();
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), now);
  const problem = z.safeParse(problemSchema, parseJson(text));
  if (problem.success) {
    const { request_id: requestId, ...rest } = problem.data;
    return new ApiError({ ...rest, requestId, retryAfterMs });
  }
  const passing = response.status >= 500 || response.status === 429;
  return new ApiError({
    detail: `${response.status} ${response.statusText}`.trim() + (text === '' ? '' : `: ${text.slice(0, 200)}`),
    code: passing ? 'unavailable' : 'unexpected_answer',
    status: response.status,
    requestId: response.headers.get('x-request-id') ?? undefined,
    retryable: passing,
    retryAfterMs,
  });
}
