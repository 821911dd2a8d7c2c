import * as z from 'zod/mini';

export const envSchema = z.object({
  DOCUMENT_QUEUE_URL: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
