import * as z from 'zod/mini';

export const envSchema = z.object({
  DEAD_LETTERS_TABLE: z.string().check(z.minLength(1)),
  /** JSON: what people call each dead-letter queue, by its own name; with how often a message was to be received. */
  QUEUES: z.string().check(z.minLength(2)),
});
export type Env = z.infer<typeof envSchema>;
