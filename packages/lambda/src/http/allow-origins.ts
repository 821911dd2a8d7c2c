import { isWebOrigin } from '@sluice/core/access';
import type { AllowsOrigin } from './answer-headers.ts';
import type { Exchange } from './exchange.ts';
import { withinTime } from './within-time.ts';

/** What is known of the web origins that tenants have beside the deployment's. */
export type OriginsOfTenants = {
  /** Whether any tenant has it. */
  readonly known: (origin: string) => Promise<boolean>;
  readonly has: (tenantId: string, origin: string) => Promise<boolean>;
};

/** An answer is ready when this is asked: it must not wait for long. */
const TIME_LIMIT_MS = 1_000;

/**
 * Which origins may read the answer to a request: the deployment's, and those of the caller's tenant. While nobody has
 * been authenticated, as in a preflight or a 401, those of any tenant, so that a page can read why it was refused.
 */
export function allowOrigins(own: readonly string[], tenants?: OriginsOfTenants): (exchange: Exchange) => AllowsOrigin {
  const ours = new Set(own);
  if (ours.has('*')) throw new TypeError('origins must name each web origin, not *');
  return ({ principal, log }) =>
    (origin) => {
      if (ours.has(origin)) return true;
      if (tenants === undefined || principal?.kind === 'operator' || !isWebOrigin(origin)) return false;
      const allowed = principal === undefined ? tenants.known(origin) : tenants.has(principal.tenantId, origin);
      return withinTime(allowed, TIME_LIMIT_MS).catch((error: unknown) => {
        log.warn('origins of tenants cannot be read', { error });
        return false;
      });
    };
}
