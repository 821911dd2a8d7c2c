import * as z from 'zod/mini';

/** What every worker of jobs needs. */
export const envSchema = z.object({
  /** JSON: the URL of the queue of each band of priorities. */
  QUEUES: z.string().check(z.minLength(1)),
  /** What one job may take: below what the function has, so that a job that hangs is told apart from a worker that died. */
  JOB_SECONDS: z.string().check(z.regex(/^[1-9]\d{0,3}$/)),
});
export type Env = z.infer<typeof envSchema>;
