import * as z from 'zod/mini';

export const envSchema = z.object({
  JOBS_TABLE: z.string().check(z.minLength(1)),
  DEAD_LETTERS_TABLE: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
