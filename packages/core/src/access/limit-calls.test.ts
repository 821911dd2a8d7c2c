import { SHIPPED_RATE_LIMITS } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { limitCalls } from './limit-calls.ts';
import type { Principal } from './principal.ts';
import type { RateCall } from './rate-limiter.ts';
import { inMemoryTenantPolicies } from './tenant-policy.ts';

const ada: Principal = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['viewer'], scopes: 'all' };

async function takenBy(principal: Principal, rateClass: RateCall['rateClass'] = 'read'): Promise<RateCall | undefined> {
  const calls: RateCall[] = [];
  const limit = limitCalls({
    limiter: {
      take: async (call) => {
        calls.push(call);
        return { allowed: true, limit: call.limits.caller, remaining: 1, resetSeconds: 1, retryAfterSeconds: 0 };
      },
    },
    policies: inMemoryTenantPolicies({ globex: { rateLimits: { read: { perMinute: 7, burst: 3 } } } }),
    defaults: SHIPPED_RATE_LIMITS,
    clock: fixedClock(5),
  });
  await limit(principal, rateClass);
  return calls[0];
}

describe('the limits of a call', () => {
  it('are those of the deployment, and ten times as much for the tenant', async () => {
    expect(await takenBy(ada)).toEqual({
      tenantId: 'acme',
      callerId: 'ada',
      rateClass: 'read',
      limits: { caller: { perMinute: 100, burst: 20 }, tenant: { perMinute: 1000, burst: 200 } },
      now: 5,
    });
  });

  it('are the tenant’s own where it has some', async () => {
    const hank: Principal = { ...ada, tenantId: 'globex' };
    expect((await takenBy(hank))?.limits).toEqual({
      caller: { perMinute: 7, burst: 3 },
      tenant: { perMinute: 70, burst: 30 },
    });
    expect((await takenBy(hank, 'ai'))?.limits.caller).toEqual({ perMinute: 10, burst: 10 });
  });

  it('hold for who runs the platform too', async () => {
    expect(await takenBy({ kind: 'operator', userId: 'olga' })).toMatchObject({
      tenantId: undefined,
      callerId: 'olga',
    });
  });
});
