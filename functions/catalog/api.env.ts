import * as z from 'zod/mini';
import { edgeEnv } from '../access/edge-env.ts';

export const envSchema = z.object({
  ...edgeEnv,
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  UPLOADS_TABLE: z.string().check(z.minLength(1)),
  CONTENTS_TABLE: z.string().check(z.minLength(1)),
  CONTENT_BUCKET: z.string().check(z.minLength(1)),
  RENDITIONS_BUCKET: z.string().check(z.minLength(1)),
  STATE_MACHINE_ARN: z.string().check(z.minLength(1)),
  CURSOR_SECRET_ID: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
