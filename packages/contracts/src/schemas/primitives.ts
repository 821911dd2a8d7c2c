import * as z from 'zod/mini';
import { wholeNumberSchema } from './whole-number.ts';

/** UUIDv7, lower case. */
export const uuidSchema = z
  .string()
  .check(
    z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'must be a UUIDv7 in lower case'),
  );

/** RFC 3339, UTC, milliseconds. */
export const timeSchema = z.iso.datetime();

/** A tenant's name in paths and keys: opaque, URL-safe. */
export const tenantIdSchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes'));

/** `type/subtype` of RFC 6838, without parameters. */
export const mimeTypeSchema = z
  .string()
  .check(
    z.maxLength(255),
    z.regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/, 'must be type/subtype in lower case'),
  );

/** Any Unicode but NUL: names with spaces, quotes, newlines and right-to-left marks are real and kept as they are. */
export const filenameSchema = z.string().check(
  z.minLength(1),
  z.maxLength(1024),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is refused here
  z.regex(/^[^\u0000]*$/u, 'must not contain NUL'),
);

/**
 * Where a file lay in the folder it was taken from, its own name last: `/` between, relative, and never out of that folder.
 */
export const relativePathSchema = z.string().check(
  z.minLength(1),
  z.maxLength(2048),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is refused here
  z.regex(/^[^\u0000]*$/u, 'must not contain NUL'),
  z.regex(
    /^(?!\/)(?!(?:.*\/)?\.\.?(?:\/|$))[^\\]*[^\\/]$/s,
    'must be relative, with / between, and have no . or .. for a folder',
  ),
);

/** Anything JSON can hold. One schema, so that it has one name in what is written from it. */
export const jsonValueSchema = z.json();

/** What the owner wants to remember with a file; never interpreted. */
export const metadataSchema = z.record(
  z.string().check(z.minLength(1), z.maxLength(128)),
  z.string().check(z.maxLength(1024)),
);

export const tagsSchema = z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(50));

/** 1 to 10; 1 to 3 low, 4 to 7 normal, 8 to 10 high. */
export const prioritySchema = z.int().check(z.minimum(1), z.maximum(10));

export const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits'));

/** 5 GiB x 10,000 parts is S3's own ceiling of 48.8 TiB. */
export const sizeSchema = z.int().check(z.minimum(0), z.maximum(53_687_091_200_000));

export const checksumAlgorithmSchema = z.enum(['CRC64NVME', 'CRC32', 'CRC32C', 'SHA256', 'SHA1']);
export type ChecksumAlgorithm = z.infer<typeof checksumAlgorithmSchema>;

/** Base64 of 4 to 32 bytes. */
export const checksumValueSchema = z.string().check(z.regex(/^[A-Za-z0-9+/]{6,43}={0,2}$/, 'must be base64'));

/** Base64 of the big-endian checksum, as S3 writes it. */
export const checksumSchema = z.strictObject({
  algorithm: checksumAlgorithmSchema,
  value: z.exactOptional(checksumValueSchema),
});

/** One that S3 has verified; `<digest>-<parts>` is of the parts' digests, not of the bytes. */
export const storedChecksumSchema = z.strictObject({
  algorithm: checksumAlgorithmSchema,
  value: z.exactOptional(
    z.string().check(z.regex(/^[A-Za-z0-9+/]{6,43}={0,2}(-\d{1,5})?$/, 'must be base64, with the number of parts')),
  ),
});

/** Opaque to callers; signed, so that nobody can make one. */
export const cursorSchema = z.string().check(z.minLength(1), z.maxLength(2048));

/** Of the items of a page. */
export const limitSchema = wholeNumberSchema(1, 200);

/** Seconds the answer may be held back for news, at most 20. */
export const waitSchema = wholeNumberSchema(0, 20);

export function pageSchema<T extends z.core.$ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.optional(cursorSchema) });
}
