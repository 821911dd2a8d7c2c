import { createHmac } from 'node:crypto';

/** The key of Signature Version 4 for a scope: `[date, region, service, 'aws4_request']`. */
export function deriveSigningKey(secret: string, scope: readonly string[]): Buffer | string {
  return scope.reduce<Buffer | string>((key, part) => hmac(key, part), `AWS4${secret}`);
}

export function hmac(key: Buffer | string, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
