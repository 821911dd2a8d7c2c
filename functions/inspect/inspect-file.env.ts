import * as z from 'zod/mini';

export const envSchema = z.object({
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  CONTENTS_TABLE: z.string().check(z.minLength(1)),
  JOBS_TABLE: z.string().check(z.minLength(1)),
  TENANTS_TABLE: z.string().check(z.minLength(1)),
  /** `host:port` of a ClamAV daemon; empty for none. */
  CLAMD_ADDRESS: z.string().check(z.regex(/^$|^[A-Za-z0-9.-]+:\d{1,5}$/, 'must be host:port, or empty')),
  /** Its StreamMaxLength. */
  CLAMD_MAX_BYTES: z.string().check(z.regex(/^[1-9]\d{0,14}$/)),
  RENDITIONS_BUCKET: z.string().check(z.minLength(1)),
  /** JSON: the URL of the queue of each class of jobs and band of priorities. */
  JOB_QUEUES: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
