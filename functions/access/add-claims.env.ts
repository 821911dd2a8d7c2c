import * as z from 'zod/mini';

export const envSchema = z.object({
  TENANTS_TABLE: z.string().check(z.minLength(1)),
  /** The group of the user pool whose members run the platform. */
  OPERATORS_GROUP: z.string().check(z.minLength(1)),
});
export type Env = z.infer<typeof envSchema>;
