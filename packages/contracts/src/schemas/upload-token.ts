import * as z from 'zod/mini';
import { sizeSchema, timeSchema, uuidSchema } from './primitives.ts';

/** `type/subtype` or `type/*`. */
const typePatternSchema = z
  .string()
  .check(
    z.maxLength(255),
    z.regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/(?:\*|[a-z0-9][a-z0-9!#$&^_.+-]*)$/, 'must be type/subtype or type/*'),
  );

const DAY = 24 * 3600;

/** What a page may do with the token: so many files, each of so many bytes and of these types, for so many seconds. */
export const createUploadTokenSchema = z.strictObject({
  max_files: z.int().check(z.minimum(1), z.maximum(10_000)),
  max_bytes: sizeSchema,
  mime_types: z.optional(z.array(typePatternSchema).check(z.minLength(1), z.maxLength(50))),
  expires_in: z.int().check(z.minimum(60), z.maximum(7 * DAY)),
});
export type CreateUploadTokenBody = z.infer<typeof createUploadTokenSchema>;

export const uploadTokenSchema = z.object({
  token_id: uuidSchema,
  /** To be sent as `Authorization: Bearer`, or in the path where a route says so. */
  upload_token: z.string(),
  expires_at: timeSchema,
});
export type UploadTokenView = z.infer<typeof uploadTokenSchema>;
