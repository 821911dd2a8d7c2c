import * as z from 'zod/mini';
import { envSchema as acceptSchema } from './accept-object.env.ts';

export const envSchema = z.extend(acceptSchema, { ASSEMBLY_QUEUE_URL: z.string().check(z.minLength(1)) });
export type Env = z.infer<typeof envSchema>;
