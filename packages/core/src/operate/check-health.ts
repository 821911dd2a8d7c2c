import type { HealthStatus, Service } from '@sluice/contracts';

/** Resolves when the dependency answers, rejects when it does not. */
export type Probe = () => Promise<void>;

/** What each service needs to do its work. */
export type ServiceProbes = Partial<Record<Service, readonly Probe[]>>;

export type Health = { readonly status: HealthStatus; readonly services: Readonly<Record<string, HealthStatus>> };

/** Without these a file cannot reach its end; without the others it can. */
const ESSENTIAL: readonly Service[] = ['upload', 'inspect', 'process', 'publish', 'catalog', 'access'];

/** Asks every dependency at once: `unhealthy` when something essential is down, `degraded` when something else is. */
export async function checkHealth(probes: ServiceProbes): Promise<Health> {
  const services = await Promise.all(
    Object.entries(probes).map(async ([service, needs]): Promise<[string, HealthStatus]> => {
      const answers = await Promise.allSettled(needs.map((probe) => probe()));
      return [service, answers.every(({ status }) => status === 'fulfilled') ? 'healthy' : 'unhealthy'];
    }),
  );
  const down = services.filter(([, status]) => status !== 'healthy').map(([service]) => service);
  const essential = down.some((service) => (ESSENTIAL as readonly string[]).includes(service));
  return {
    status: essential ? 'unhealthy' : down.length > 0 ? 'degraded' : 'healthy',
    services: Object.fromEntries(services),
  };
}
