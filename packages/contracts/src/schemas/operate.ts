import * as z from 'zod/mini';

export const HEALTH_STATUSES = ['healthy', 'degraded', 'unhealthy'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

export const healthSchema = z.object({
  status: z.enum(HEALTH_STATUSES),
  services: z.record(z.string(), z.enum(HEALTH_STATUSES)),
});
