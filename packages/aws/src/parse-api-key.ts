import { ROLES, SCOPES } from '@sluice/contracts';
import type { ApiKey } from '@sluice/core/access';
import * as z from 'zod/mini';

// Loose: a field that newer code wrote must survive when older code writes the record back.
const apiKey = z.looseObject({
  tenantId: z.string(),
  keyId: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  scopes: z.array(z.enum(SCOPES)),
  prefix: z.string(),
  secretHash: z.string(),
  oldSecret: z.exactOptional(z.object({ hash: z.string(), until: z.string() })),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.exactOptional(z.string()),
  rotatedAt: z.exactOptional(z.string()),
  revokedAt: z.exactOptional(z.string()),
  revokedBy: z.exactOptional(z.string()),
});

/** An API key out of its stored JSON. Throws a ZodError that names the field. */
export function parseStoredApiKey(json: unknown): ApiKey {
  return z.parse(apiKey, json);
}
