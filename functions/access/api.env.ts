import * as z from 'zod/mini';
import { edgeEnv } from './edge-env.ts';

export const envSchema = z.object({
  ...edgeEnv,
  CURSOR_SECRET_ID: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
