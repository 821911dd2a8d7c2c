/** An API answers data, never a page: nothing in it may be run, framed, sniffed or kept. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

const EXPOSED = 'etag, location, retry-after, www-authenticate, x-request-id';
const ACCEPTED = 'authorization, content-type, idempotency-key, if-match, if-none-match, x-request-id';
/** Browsers cap it: Chromium at two hours. */
const PREFLIGHT_SECONDS = '7200';

/** CORS of the Fetch standard for a fixed list of origins. Requests from elsewhere are answered, but no browser may read it. */
export function createCors(origins: readonly string[]) {
  const known = new Set(origins);
  if (known.has('*')) throw new TypeError('origins must name each web origin, not *');
  const allow = (origin: string | undefined): Record<string, string> =>
    origin !== undefined && known.has(origin)
      ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED, vary: 'origin' }
      : { vary: 'origin' };
  return {
    onAnswer: allow,
    onPreflight: (origin: string | undefined, methods: readonly string[]): Record<string, string> => ({
      ...allow(origin),
      allow: methods.join(', '),
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': ACCEPTED,
      'access-control-max-age': PREFLIGHT_SECONDS,
    }),
  };
}
