import { type ApiKey, statusOfKey } from './api-key.ts';
import { hashSecret, isSameHash } from './api-key-secret.ts';

export type KeyVerdict = 'good' | 'unknown key' | 'wrong secret' | 'revoked key' | 'expired key';

/** Whether a secret opens a key at `now`, in milliseconds since the epoch. Only who has the secret learns more than that it does not. */
export function judgeApiKey(key: ApiKey | undefined, secret: string, now: number): KeyVerdict {
  if (key === undefined) return 'unknown key';
  const hash = hashSecret(secret);
  const old = key.oldSecret;
  const isOld = old !== undefined && isSameHash(old.hash, hash) && Date.parse(old.until) > now;
  if (!isSameHash(key.secretHash, hash) && !isOld) return 'wrong secret';
  const status = statusOfKey(key, now);
  return status === 'active' ? 'good' : `${status} key`;
}
