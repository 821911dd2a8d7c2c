import * as z from 'zod/mini';
import { ROLES } from './access.ts';
import { pageSchema, tenantIdSchema, timeSchema } from './primitives.ts';

/** The `sub` of somebody's tokens. It becomes part of keys, which are split at `#`. */
export const userIdSchema = z
  .string()
  .check(z.regex(/^[\x21-\x22\x24-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters without #'));

export const emailSchema = z
  .string()
  .check(z.maxLength(320), z.regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address'));

export const putMemberSchema = z.strictObject({
  roles: z.array(z.enum(ROLES)).check(z.minLength(1), z.maxLength(ROLES.length)),
  email: z.optional(emailSchema),
});
export type PutMemberBody = z.infer<typeof putMemberSchema>;

export const memberSchema = z.object({
  tenant_id: tenantIdSchema,
  user_id: userIdSchema,
  roles: z.array(z.enum(ROLES)),
  email: z.optional(z.string()),
  /** Who is removed is let in no longer, whatever their token says. */
  status: z.enum(['active', 'removed']),
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type MemberView = z.infer<typeof memberSchema>;
export const memberPageSchema = pageSchema(memberSchema);
