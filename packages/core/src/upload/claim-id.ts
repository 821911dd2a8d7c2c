import { createHash } from 'node:crypto';
import { type Ids, RefusedError } from '../runtime/index.ts';
import { type Caller, holderOf } from './deps.ts';
import type { IdempotencyKeys } from './idempotency-keys.ts';

type Keyed = { readonly operationId: string; readonly key: string; readonly request: unknown };

/** `isNew` when no request with this key came before. */
export type Claim = { readonly id: string; readonly isNew: boolean };

/** The id of what a request with this key makes, the same for each repeat. Throws RefusedError `idempotency_mismatch`. */
export async function claimId(
  deps: { readonly idempotencyKeys: IdempotencyKeys; readonly ids: Ids },
  caller: Caller,
  { operationId, key, request }: Keyed,
): Promise<Claim> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const resultId = deps.ids();
  const { tenantId } = caller;
  const claim = await deps.idempotencyKeys.claim({
    tenantId,
    userId: holderOf(caller),
    operationId,
    key,
    fingerprint,
    resultId,
  });
  if (claim.outcome === 'claimed') {
    return { id: resultId, isNew: true };
  }
  if (claim.fingerprint !== fingerprint) {
    throw new RefusedError(
      'idempotency_mismatch',
      `Idempotency-Key ${key} was used with another body: choose a new key`,
    );
  }
  return { id: claim.resultId, isNew: false };
}
