import { createHash } from 'node:crypto';

/** A strong entity tag (RFC 9110, 8.8.3): the same for the same parts, such as a record's id and version. */
export function etagOf(...parts: readonly (string | number)[]): string {
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`;
}
