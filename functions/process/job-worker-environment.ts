import * as z from 'zod/mini';

/** What every worker of jobs needs. */
export const envSchema = z.object({
  /** JSON: the URL of the queue of each band of priorities. */
  QUEUES: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
