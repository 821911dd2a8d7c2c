import * as z from 'zod/mini';

export const envSchema = z.object({
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  CONTENTS_TABLE: z.string().check(z.minLength(1)),
  JOBS_TABLE: z.string().check(z.minLength(1)),
  TENANTS_TABLE: z.string().check(z.minLength(1)),
  RENDITIONS_BUCKET: z.string().check(z.minLength(1)),
  /** JSON: the URL of the queue of each class of jobs and band of priorities. */
  JOB_QUEUES: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
