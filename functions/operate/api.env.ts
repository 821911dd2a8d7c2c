import * as z from 'zod/mini';
import { edgeEnv } from '../access/edge-env.ts';

export const envSchema = z.object({
  ...edgeEnv,
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  UPLOADS_TABLE: z.string().check(z.minLength(1)),
  JOBS_TABLE: z.string().check(z.minLength(1)),
  DEAD_LETTERS_TABLE: z.string().check(z.minLength(1)),
  CONTENT_BUCKET: z.string().check(z.minLength(1)),
  RENDITIONS_BUCKET: z.string().check(z.minLength(1)),
  /** JSON: the URL of the queue of each class of jobs and band of priorities. */
  JOB_QUEUES: z.string().check(z.minLength(1)),
  STATE_MACHINE_ARN: z.string().check(z.minLength(1)),
  CURSOR_SECRET_ID: z.string().check(z.minLength(1)),
  /** JSON: the URLs of the queues dead letters go back to, by what people call them. */
  QUEUE_URLS: z.string().check(z.minLength(2)),
});
export type Env = z.infer<typeof envSchema>;
