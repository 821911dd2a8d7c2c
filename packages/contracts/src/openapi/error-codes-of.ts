import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import { COMMON_ERRORS, type Route } from '../routes/route.ts';

const NEEDS_CREDENTIALS: readonly ErrorCode[] = ['unauthenticated', 'forbidden', 'token_scope'];

/** Every code a route can answer, its own and those all routes share, in the order of ERRORS. */
export function errorCodesOf(route: Route): readonly ErrorCode[] {
  const shared = COMMON_ERRORS.filter((code) => route.auth.kind !== 'public' || !NEEDS_CREDENTIALS.includes(code));
  // A piece of a path that cannot be decoded names nothing, whatever the route would say of one it can read.
  const ofPath: readonly ErrorCode[] = route.params === undefined ? [] : ['not_found'];
  const codes = new Set<ErrorCode>([...shared, ...ofPath, ...route.errors]);
  return ERROR_CODES.filter((code) => codes.has(code));
}
