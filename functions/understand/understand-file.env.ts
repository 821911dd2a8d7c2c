import * as z from 'zod/mini';

export const envSchema = z.object({
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  JOBS_TABLE: z.string().check(z.minLength(1)),
  TENANTS_TABLE: z.string().check(z.minLength(1)),
  BREAKERS_TABLE: z.string().check(z.minLength(1)),
  UNDERSTAND_QUEUE_URL: z.string().check(z.minLength(1)),
  /** The secret with the key of the language model. */
  MODEL_SECRET_ID: z.string().check(z.minLength(1)),
  /** Where the model answers; empty for where its maker runs it. */
  MODEL_BASE_URL: z.string(),
});
export type Env = z.infer<typeof envSchema>;
