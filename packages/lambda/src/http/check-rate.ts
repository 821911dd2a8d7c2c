import { LIMITED_CLASSES, type LimitedClass, type RateClass } from '@sluice/contracts';
import type { LimitCall, RateDecision } from '@sluice/core/access';
import { RefusedError } from '@sluice/core/runtime';
import type { Exchange } from './exchange.ts';
import { withinTime } from './within-time.ts';

/** Counting takes a few milliseconds; what takes so long is down. */
const TIME_LIMIT_MS = 1_000;

/**
 * Counts the call against its caller's and its tenant's limit. When that can't be done, reads go on: nobody should be
 * locked out of what they have by a table of ours. What changes or costs something waits until it can be counted.
 */
export async function checkRate(exchange: Exchange, limit: LimitCall | undefined): Promise<void> {
  const { match, principal } = exchange;
  if (limit === undefined || match.kind !== 'route' || principal === undefined) return;
  const { rateClass } = match.route;
  if (!isLimited(rateClass)) return;
  const decision = await count(exchange, limit(principal, rateClass), rateClass);
  if (decision === undefined) return;
  exchange.rate = decision;
  if (decision.allowed) return;
  const { limit: allowed, retryAfterSeconds } = decision;
  throw new RefusedError(
    'rate_limited',
    `at most ${allowed.perMinute} requests a minute and ${allowed.burst} at once: wait ${retryAfterSeconds} s`,
    [],
    { retryAfterSeconds },
  );
}

async function count(
  exchange: Exchange,
  decision: Promise<RateDecision>,
  rateClass: LimitedClass,
): Promise<RateDecision | undefined> {
  try {
    return await withinTime(decision, TIME_LIMIT_MS);
  } catch (error) {
    exchange.rateLimiterFailed = true;
    exchange.log.error('the call could not be counted', { error });
    if (rateClass === 'read') return undefined;
    throw new RefusedError('unavailable', 'what counts your requests does not answer, try again', [], {
      retryAfterSeconds: 1,
    });
  }
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
