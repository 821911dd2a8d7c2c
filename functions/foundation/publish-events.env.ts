import * as z from 'zod/mini';

export const envSchema = z.object({
  EVENT_BUS_NAME: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
