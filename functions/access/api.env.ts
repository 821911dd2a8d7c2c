import * as z from 'zod/mini';
import { edgeEnv } from './edge-env.ts';

export const envSchema = z.object({
  ...edgeEnv,
});
export type Env = z.infer<typeof envSchema>;
