import type * as z from 'zod/mini';
import { envSchema as acceptSchema } from './accept-object.env.ts';

/** The same as who accepts objects: both let a file flow. */
export const envSchema = acceptSchema;
export type Env = z.infer<typeof envSchema>;
