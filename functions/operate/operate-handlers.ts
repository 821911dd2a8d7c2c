import type { operateRoutes } from '@sluice/contracts';
import { checkHealth, rememberHealth, type ServiceProbes } from '@sluice/core/operate';
import { systemClock } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';
import openApi from '../../docs/openapi.json' with { type: 'json' };

/** Operate's routes. */
export function createOperateHandlers(probes: ServiceProbes): RouteHandlers<typeof operateRoutes> {
  const check = rememberHealth(() => checkHealth(probes), systemClock);
  const health = async () => {
    const { status, services } = await check();
    // Load balancers and uptime checks look at the status code only; degraded still serves.
    return { status: status === 'unhealthy' ? 503 : 200, body: { status, services } } as const;
  };
  return {
    getHealth: health,
    getVersionedHealth: health,
    getOpenApi: async () => ({ status: 200, body: openApi }),
  };
}
