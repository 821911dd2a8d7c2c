import * as z from 'zod/mini';

export const envSchema = z.object({
  ISSUER: z.string().check(z.minLength(1)),
  AUDIENCE: z.string().check(z.minLength(1)),
  ALLOWED_ORIGINS: z.string().check(z.minLength(1)),
  UPLOADS_TABLE: z.string().check(z.minLength(1)),
  HISTORY_TABLE: z.string().check(z.minLength(1)),
  TENANTS_TABLE: z.string().check(z.minLength(1)),
  CONTENT_BUCKET: z.string().check(z.minLength(1)),
  STATE_MACHINE_ARN: z.string().check(z.minLength(1)),
  CURSOR_SECRET_ID: z.string().check(z.minLength(1)),
  UPLOAD_ROLE_ARN: z.string().check(z.minLength(1)),
  /** Where clouds are that are not AWS; the cloud itself says so. */
  AWS_ENDPOINT_URL: z.exactOptional(z.string()),
});
export type Env = z.infer<typeof envSchema>;
