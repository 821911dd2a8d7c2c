import type { ApiKeyView } from '@sluice/contracts';
import { type ApiKey, statusOfKey } from '@sluice/core/access';

/** A key on the wire as it is at `now`, in milliseconds since the epoch. Its hashes stay inside. */
export function presentApiKey(key: ApiKey, now: number, lastUsedAt?: string): ApiKeyView {
  const { oldSecret } = key;
  return {
    key_id: key.keyId,
    name: key.name,
    prefix: key.prefix,
    role: key.role,
    scopes: [...key.scopes],
    status: statusOfKey(key, now),
    created_by: key.createdBy,
    created_at: key.createdAt,
    ...(key.expiresAt !== undefined && { expires_at: key.expiresAt }),
    ...(key.rotatedAt !== undefined && { rotated_at: key.rotatedAt }),
    ...(oldSecret !== undefined && Date.parse(oldSecret.until) > now && { old_secret_until: oldSecret.until }),
    ...(key.revokedAt !== undefined && { revoked_at: key.revokedAt }),
    ...(lastUsedAt !== undefined && { last_used_at: lastUsedAt }),
  };
}
