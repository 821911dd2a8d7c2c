import * as z from 'zod/mini';
import { edgeEnv } from '../access/edge-env.ts';

export const envSchema = z.object({
  ...edgeEnv,
  UPLOADS_TABLE: z.string().check(z.minLength(1)),
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  CONTENTS_TABLE: z.string().check(z.minLength(1)),
  CONTENT_BUCKET: z.string().check(z.minLength(1)),
  STATE_MACHINE_ARN: z.string().check(z.minLength(1)),
  /** Of a domain of one's own; empty where there is none. */
  API_ORIGIN: z.string(),
  ASSEMBLY_QUEUE_URL: z.string().check(z.minLength(1)),
  CURSOR_SECRET_ID: z.string().check(z.minLength(1)),
  TOKEN_SECRET_ID: z.string().check(z.minLength(1)),
  UPLOAD_ROLE_ARN: z.string().check(z.minLength(1)),
  /** Where clouds are that are not AWS; the cloud itself says so. */
  AWS_ENDPOINT_URL: z.exactOptional(z.string()),
});
export type Env = z.infer<typeof envSchema>;
