import { type LimitedClass, type RateLimit, type RateLimits, TENANT_RATE_FACTOR } from '@sluice/contracts';
import type { Clock } from '../runtime/index.ts';
import type { Principal } from './principal.ts';
import type { RateDecision, RateLimiter } from './rate-limiter.ts';
import type { TenantPolicies } from './tenant-policy.ts';

export type LimitCallsDeps = {
  readonly limiter: RateLimiter;
  readonly policies: TenantPolicies;
  /** Of one caller, for tenants that have none of their own. */
  readonly defaults: RateLimits;
  readonly clock: Clock;
};

/** Counts a call of an authenticated caller, and says whether it may go on. Throws when that can't be told. */
export type LimitCall = (principal: Principal, rateClass: LimitedClass) => Promise<RateDecision>;

export function limitCalls({ limiter, policies, defaults, clock }: LimitCallsDeps): LimitCall {
  return async (principal, rateClass) => {
    const tenantId = principal.kind === 'operator' ? undefined : principal.tenantId;
    const own = tenantId === undefined ? {} : (await policies.policyOf(tenantId)).rateLimits;
    const caller = own[rateClass] ?? defaults[rateClass];
    const limits = { caller, tenant: tenantLimit(caller) };
    return limiter.take({ tenantId, callerId: principal.userId, rateClass, limits, now: clock() });
  };
}

function tenantLimit({ perMinute, burst }: RateLimit): RateLimit {
  return { perMinute: perMinute * TENANT_RATE_FACTOR, burst: burst * TENANT_RATE_FACTOR };
}
