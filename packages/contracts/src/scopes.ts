/** What a machine's key can be narrowed to, besides its role. */
export const SCOPES = [
  'uploads:write',
  'files:read',
  'files:write',
  'me:read',
  'reviews:write',
  'keys:write',
  'tenant:read',
  'tenant:write',
  'members:read',
  'members:write',
] as const;
export type Scope = (typeof SCOPES)[number];
