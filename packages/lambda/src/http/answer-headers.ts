const EXPOSED = [
  'etag',
  'location',
  'ratelimit-limit',
  'ratelimit-policy',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'www-authenticate',
  'x-request-id',
].join(', ');
const ACCEPTED = 'authorization, content-type, idempotency-key, if-match, if-none-match, x-api-key, x-request-id';
/** Browsers cap it: Chromium at two hours. */
const PREFLIGHT_SECONDS = '7200';

/** Whether scripts of a web origin may read an answer. */
export type AllowsOrigin = (origin: string) => boolean | Promise<boolean>;

/**
 * CORS of the Fetch standard: an origin is named when it is allowed, and never `*`. Requests from elsewhere are answered,
 * but no browser may read it.
 */
export async function corsOf(origin: string | undefined, allows: AllowsOrigin): Promise<Record<string, string>> {
  return origin !== undefined && (await allows(origin))
    ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED, vary: 'origin' }
    : { vary: 'origin' };
}

/** What a preflight asks besides: what a request to this path may be. */
export function preflightHeaders(methods: readonly string[]): Record<string, string> {
  return {
    allow: methods.join(', '),
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': ACCEPTED,
    'access-control-max-age': PREFLIGHT_SECONDS,
  };
}
