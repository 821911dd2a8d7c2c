import { LIMITED_CLASSES, type LimitedClass, type RateClass } from '@sluice/contracts';
import type { LimitCall, RateDecision } from '@sluice/core/access';
import { RefusedError } from '@sluice/core/runtime';
import type { Exchange } from './exchange.ts';
import { withinTime } from './within-time.ts';

/** The first call of a process connects first, and signs in to AWS. */
const COLD_FACTOR = 3;

/**
 * Counts the call against its caller's and its tenant's limit. When that can't be done in time, reads go on: nobody
 * should be locked out of what they have by a table of ours. What changes or costs something waits until it can be.
 */
export function createRateCheck(
  limit: LimitCall | undefined,
  patienceMs: number,
): (exchange: Exchange) => Promise<void> {
  let patience = patienceMs * COLD_FACTOR;
  const count = async (exchange: Exchange, decision: Promise<RateDecision>): Promise<RateDecision | undefined> => {
    try {
      const decided = await withinTime(decision, patience);
      patience = patienceMs;
      return decided;
    } catch (error) {
      exchange.rateLimiterFailed = true;
      exchange.log.error('the call could not be counted', { error });
      return undefined;
    }
  };
  return async (exchange) => {
    const { match, principal } = exchange;
    if (limit === undefined || match.kind !== 'route' || principal === undefined) return;
    const { rateClass } = match.route;
    if (!isLimited(rateClass)) return;
    const decision = await count(exchange, limit(principal, rateClass));
    if (decision !== undefined) {
      exchange.rate = decision;
      if (!decision.allowed) throw refusalOf(decision);
    } else if (rateClass !== 'read') {
      throw new RefusedError('unavailable', 'what counts your requests does not answer, try again', [], {
        retryAfterSeconds: 1,
      });
    }
  };
}

function refusalOf({ limit: { perMinute, burst }, retryAfterSeconds }: RateDecision): RefusedError {
  const detail = `at most ${perMinute} requests a minute and ${burst} at once: wait ${retryAfterSeconds} s`;
  return new RefusedError('rate_limited', detail, [], { retryAfterSeconds });
}

/** The header fields of the IETF draft `draft-ietf-httpapi-ratelimit-headers`; `reset` counts until all is there again. */
export function rateHeaders(rate: RateDecision | undefined): Record<string, string> {
  if (rate === undefined) return {};
  const { limit, remaining, resetSeconds } = rate;
  return {
    'ratelimit-limit': String(limit.perMinute),
    'ratelimit-policy': `${limit.perMinute};w=60;burst=${limit.burst}`,
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
  };
}

function isLimited(rateClass: RateClass): rateClass is LimitedClass {
  return LIMITED_CLASSES.some((limited) => limited === rateClass);
}
