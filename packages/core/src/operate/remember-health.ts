import type { Clock } from '../runtime/index.ts';
import type { Health } from './check-health.ts';

/** Everyone may ask for health as often as they like; what it asks has rates of its own. */
const FRESH_MILLISECONDS = 5000;

/** Answers what the last check said while it is fresh; callers at the same time share one check. */
export function rememberHealth(check: () => Promise<Health>, clock: Clock): () => Promise<Health> {
  let last: { readonly health: Promise<Health>; readonly until: number } | undefined;
  return () => {
    if (last === undefined || last.until <= clock()) {
      last = { health: check(), until: clock() + FRESH_MILLISECONDS };
    }
    return last.health;
  };
}
