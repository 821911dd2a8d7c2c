import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as a caller presents it: which key, and the proof. */
export type PresentedKey = { readonly tenantId: string; readonly keyId: string; readonly secret: string };

/** So that a key is known for one wherever it turns up: in a log, a commit, a paste. */
export const KEY_PREFIX = 'slk_';
const SECRET_BYTES = 32;
/** Enough to tell a key's secrets apart, too little to guess the rest from. */
const SHOWN_LETTERS = 4;

const KEY =
  /^slk_([a-z0-9][a-z0-9-]{0,62})\.([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

export type Secrets = () => string;

/** 256 bits as base64url. */
export const randomSecrets: Secrets = () => randomBytes(SECRET_BYTES).toString('base64url');

/** `slk_<tenant>.<key_id>.<secret>` */
export function formatApiKey({ tenantId, keyId, secret }: PresentedKey): string {
  return `${KEY_PREFIX}${tenantId}.${keyId}.${secret}`;
}

export function prefixOf(key: PresentedKey): string {
  return formatApiKey({ ...key, secret: key.secret.slice(0, SHOWN_LETTERS) });
}

/** What a text says as a key; undefined when it is none of ours. */
export function parseApiKey(text: string): PresentedKey | undefined {
  const [, tenantId, keyId, secret] = KEY.exec(text) ?? [];
  return tenantId === undefined || keyId === undefined || secret === undefined
    ? undefined
    : { tenantId, keyId, secret };
}

/** One pass is enough: 256 random bits cannot be guessed, however fast. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** In the same time whatever they are. */
export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}
