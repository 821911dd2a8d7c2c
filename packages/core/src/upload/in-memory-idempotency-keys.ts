import type { Clock } from '../runtime/index.ts';
import type { IdempotencyClaim, IdempotencyKeys } from './idempotency-keys.ts';

const REMEMBERED = 24 * 3600 * 1000;

/** The port in memory. */
export function inMemoryIdempotencyKeys({ clock }: { clock: Clock }): IdempotencyKeys {
  const claims = new Map<string, IdempotencyClaim & { until: number }>();
  return {
    async claim(claim) {
      const name = JSON.stringify([claim.tenantId, claim.userId, claim.operationId, claim.key]);
      const known = claims.get(name);
      if (known !== undefined && known.until > clock()) {
        return { outcome: 'known', fingerprint: known.fingerprint, resultId: known.resultId };
      }
      claims.set(name, { ...claim, until: clock() + REMEMBERED });
      return { outcome: 'claimed' };
    },
  };
}
