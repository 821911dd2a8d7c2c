import * as z from 'zod/mini';
import { SCOPES } from '../scopes.ts';
import { ROLES } from './access.ts';
import { pageSchema, timeSchema, uuidSchema } from './primitives.ts';

/** The longest an old secret goes on working after a rotation. */
export const MAX_OVERLAP_SECONDS = 7 * 86_400;
const MAX_LIFE_DAYS = 3650;

const keyNameSchema = z.string().check(z.minLength(1), z.maxLength(128));
const scopesSchema = z.array(z.enum(SCOPES)).check(z.minLength(1), z.maxLength(SCOPES.length));

export const createApiKeySchema = z.strictObject({
  /** For people, to tell keys apart. */
  name: keyNameSchema,
  /** @default editor */
  role: z.optional(z.enum(ROLES)),
  scopes: scopesSchema,
  /** Without it the key works until it is revoked. */
  expires_in_days: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_LIFE_DAYS))),
});
export type CreateApiKeyBody = z.infer<typeof createApiKeySchema>;

export const rotateApiKeySchema = z.strictObject({
  /** How long the old secret goes on working. */
  overlap_seconds: z.int().check(z.minimum(0), z.maximum(MAX_OVERLAP_SECONDS)),
});

const apiKeyFields = {
  key_id: uuidSchema,
  name: keyNameSchema,
  /** The beginning of the key, to recognise it by: it opens nothing. */
  prefix: z.string(),
  role: z.enum(ROLES),
  scopes: z.array(z.enum(SCOPES)),
  status: z.enum(['active', 'expired', 'revoked']),
  created_by: z.string(),
  created_at: timeSchema,
  expires_at: z.optional(timeSchema),
  rotated_at: z.optional(timeSchema),
  /** Until when the secret before the last rotation works too. */
  old_secret_until: z.optional(timeSchema),
  revoked_at: z.optional(timeSchema),
  /** To the minute. */
  last_used_at: z.optional(timeSchema),
};

/** A key without its secret, which nobody can show again. */
export const apiKeySchema = z.object(apiKeyFields);
export type ApiKeyView = z.infer<typeof apiKeySchema>;
export const apiKeyPageSchema = pageSchema(apiKeySchema);

/** A key with its secret: shown this once. */
export const shownApiKeySchema = z.object({ ...apiKeyFields, api_key: z.string() });
export type ShownApiKeyView = z.infer<typeof shownApiKeySchema>;
