import * as z from 'zod/mini';
import { envSchema as acceptSchema } from './accept-object.env.ts';

const text = z.string().check(z.minLength(1));

export const envSchema = z.extend(acceptSchema, { ASSEMBLY_QUEUE_URL: text, CONTENTS_TABLE: text });
export type Env = z.infer<typeof envSchema>;
