import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

/** What every API function is told, to know its callers and what they may. */
export const edgeEnv = {
  ISSUER: text,
  AUDIENCE: text,
  /** Clients whose tokens are for us though they name no audience, with commas between; the first is the command line's. */
  CLIENT_IDS: z.string(),
  /** Where the token says them: a name, or a path with dots. */
  TENANT_CLAIM: text,
  ROLES_CLAIM: text,
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
