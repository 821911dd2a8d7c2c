const SECURE = /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/;
const LOCAL = /^http:\/\/localhost(?::\d{1,5})?$/;

/**
 * Whether this is the origin of a page as a browser writes it (RFC 6454): over TLS, or on the developer's own machine.
 * What a browser would write in another way, such as `https://a.test:443`, never matches and so is none.
 */
export function isWebOrigin(text: string): boolean {
  return (SECURE.test(text) || LOCAL.test(text)) && URL.canParse(text) && new URL(text).origin === text;
}
