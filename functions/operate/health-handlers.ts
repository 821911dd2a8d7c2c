import type { operateRoutes } from '@sluice/contracts';
import { checkHealth, rememberHealth, type ServiceProbes } from '@sluice/core/operate';
import { systemClock } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';
import openApi from '../../docs/openapi.json' with { type: 'json' };

type HealthRoutes = 'getHealth' | 'getVersionedHealth' | 'getOpenApi';

/** Is it well: for everyone. */
export function createHealthHandlers(probes: ServiceProbes): Pick<RouteHandlers<typeof operateRoutes>, HealthRoutes> {
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
