import { ERRORS, type ErrorCode } from '../errors.ts';
import { ALL_ROUTES } from '../routes/index.ts';
import type { Route } from '../routes/route.ts';
import { errorCodesOf } from './error-codes-of.ts';

/** A body that is a problem with one of these codes. */
export function problemContent(codes: readonly ErrorCode[]) {
  const problem = { $ref: '#/components/schemas/Problem' };
  const ofCodes = { type: 'object', properties: { code: { enum: [...codes] } } };
  return { 'application/problem+json': { schema: { allOf: [problem, ofCodes] } } };
}

/** The codes a route can answer by their status, such as `{ 404: ['not_found'] }`. */
export function codesByStatus(route: Route): Readonly<Record<number, readonly ErrorCode[]>> {
  const codes = errorCodesOf(route);
  const statuses = new Set(codes.map((code) => ERRORS[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => [status, codes.filter((code) => ERRORS[code].status === status)]),
  );
}

/** Routes that answer the same codes share the component of this name. */
export function responseName(codes: readonly ErrorCode[]): string {
  return codes.join('.');
}

/** One response for every set of codes that some route answers under one status. */
export function problemComponents() {
  const groups = ALL_ROUTES.flatMap((route) =>
    Object.entries(codesByStatus(route))
      // Described in place, together with the answer of the same status.
      .filter(([status]) => route.answers[Number(status)] === undefined)
      .map(([, codes]) => codes),
  );
  return Object.fromEntries(groups.map((codes) => [responseName(codes), problemResponse(codes)]));
}

function problemResponse(codes: readonly ErrorCode[]) {
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('\n\n'),
    headers: { 'X-Request-Id': { $ref: '#/components/headers/XRequestId' } },
    content: problemContent(codes),
  };
}
