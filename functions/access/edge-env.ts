import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

/** What every API function is told, to know its callers and what they may. */
export const edgeEnv = {
  ISSUER: text,
  AUDIENCE: text,
  ALLOWED_ORIGINS: text,
  /** `rateLimitsSchema` */
  RATE_LIMITS: text,
  /** Milliseconds a call waits to be counted. */
  LIMIT_PATIENCE_MS: text,
  TENANTS_TABLE: text,
  KEYS_TABLE: text,
  LIMITS_TABLE: text,
};
const edgeEnvSchema = z.object(edgeEnv);
export type EdgeEnv = z.infer<typeof edgeEnvSchema>;
