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

/** How somebody gets a token for this deployment. */
export const signInSchema = z.object({
  /** Serves `/.well-known/openid-configuration`. */
  issuer: z.url(),
  /** A public client of the issuer for the command line; missing where nobody has named one. */
  client_id: z.optional(z.string()),
  /** What tokens name as theirs, where the issuer has to be asked for it. */
  audience: z.string(),
});
