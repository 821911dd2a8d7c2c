import { createHash } from 'node:crypto';
import type { Member } from '@sluice/core/access';
import { type Ids, RefusedError } from '@sluice/core/runtime';
import type { IdempotencyKeys } from '@sluice/core/upload';

export type ClaimDeps = { readonly idempotencyKeys: IdempotencyKeys; readonly ids: Ids };

/**
 * The id of what a request makes: the same for a repeat of it. `request` is all that tells it from another one. Throws
 * RefusedError `idempotency_mismatch`.
 */
export async function claimId(
  { idempotencyKeys, ids }: ClaimDeps,
  { tenantId, userId }: Member,
  operationId: string,
  key: string,
  request: unknown,
): Promise<string> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const resultId = ids();
  const claim = await idempotencyKeys.claim({ tenantId, userId, operationId, key, fingerprint, resultId });
  if (claim.outcome === 'claimed') return resultId;
  if (claim.fingerprint === fingerprint) return claim.resultId;
  throw new RefusedError('idempotency_mismatch', `Idempotency-Key ${key} was used with another body: choose a new key`);
}
