import * as z from 'zod/mini';

/** Roles in a tenant, weakest first: each may all that the ones before it may. */
export const ROLES = ['viewer', 'editor', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who runs the platform: belongs to no tenant, and is no role in one. */
export const OPERATOR_ROLE = 'operator';

export const meSchema = z.object({
  user_id: z.string(),
  tenant_id: z.string(),
  roles: z.array(z.enum(ROLES)),
  email: z.optional(z.string()),
});
