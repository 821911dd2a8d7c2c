import * as z from 'zod/mini';

export const envSchema = z.object({
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  TENANTS_TABLE: z.string().check(z.minLength(1)),
  STATE_MACHINE_ARN: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
