import * as z from 'zod/mini';
import { UPLOAD_FAILURES } from '../reasons.ts';
import { UPLOAD_STATUSES } from '../statuses.ts';
import { callbackUrlSchema, operationSchema, operationsSchema } from './operations.ts';
import {
  checksumSchema,
  checksumValueSchema,
  cursorSchema,
  filenameSchema,
  metadataSchema,
  mimeTypeSchema,
  prioritySchema,
  relativePathSchema,
  sha256Schema,
  sizeSchema,
  storedChecksumSchema,
  tagsSchema,
  timeSchema,
  uuidSchema,
} from './primitives.ts';
import { wholeNumberSchema } from './whole-number.ts';

/** What a client knows a file by, made of name, size, time or content: it finds its upload again after a restart. */
export const fingerprintSchema = z.string().check(z.minLength(1), z.maxLength(128));

export const createUploadSchema = z.strictObject({
  filename: filenameSchema,
  size_bytes: sizeSchema,
  mime_type: mimeTypeSchema,
  checksum: z.optional(checksumSchema),
  relative_path: z.optional(relativePathSchema),
  fingerprint: z.optional(fingerprintSchema),
  metadata: z.optional(metadataSchema),
  tags: z.optional(tagsSchema),
  priority: z.optional(prioritySchema),
  /** `none` for who asks for its parts later: the answer then carries no signed request. */
  sign: z.optional(z.enum(['urls', 'none'])),
  /** `post` for a form of the browser instead of a PUT; below 16 MiB only. */
  upload_form: z.optional(z.enum(['put', 'post'])),
  /** Of the whole content: when you may read a published file of yours that has it, nothing has to be sent. */
  dedupe: z.optional(z.strictObject({ sha256: sha256Schema })),
  operations: z.optional(operationsSchema),
  callback_url: z.optional(callbackUrlSchema),
});
export type CreateUploadBody = z.infer<typeof createUploadSchema>;

/** One request the client sends straight to S3. `headers` must be sent exactly as given. */
export const signedPartSchema = z.object({
  n: z.int(),
  url: z.string(),
  method: z.literal('PUT'),
  headers: z.record(z.string(), z.string()),
  size: z.int(),
  expires_at: timeSchema,
});
export type SignedPart = z.infer<typeof signedPartSchema>;

export const uploadSchema = z.object({
  upload_id: uuidSchema,
  status: z.enum(UPLOAD_STATUSES),
  /** Why it failed, a stable code. */
  reason: z.optional(z.enum(UPLOAD_FAILURES)),
  filename: filenameSchema,
  size_bytes: sizeSchema,
  mime_type: mimeTypeSchema,
  /** `deduplicated`: the content was stored already; there is nothing to send, and the upload is completed. */
  strategy: z.enum(['single', 'multipart', 'deduplicated']),
  part_size: z.int(),
  part_count: z.int(),
  max_concurrency: z.int(),
  file_id: z.optional(uuidSchema),
  relative_path: z.optional(z.string()),
  fingerprint: z.optional(z.string()),
  /** As declared, and what every part is signed with; once completed as S3 has verified it. */
  checksum: z.optional(storedChecksumSchema),
  metadata: metadataSchema,
  tags: tagsSchema,
  priority: prioritySchema,
  operations: z.optional(z.array(operationSchema)),
  callback_url: z.optional(z.string()),
  created_at: timeSchema,
  updated_at: timeSchema,
  expires_at: timeSchema,
});
export type UploadView = z.infer<typeof uploadSchema>;

/** A form as a browser posts it: all fields first, then the bytes as `file`; S3 answers 201. */
export const signedFormSchema = z.object({
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expires_at: timeSchema,
});
export type SignedFormView = z.infer<typeof signedFormSchema>;

export const createdUploadSchema = z.extend(uploadSchema, {
  parts: z.array(signedPartSchema),
  form: z.optional(signedFormSchema),
  /** May sign, list, complete and abort this upload until it expires, and nothing else. */
  upload_token: z.optional(z.string()),
});
export type CreatedUploadView = z.infer<typeof createdUploadSchema>;

/** The most parts one call signs or lists: S3 pages ListParts by 1,000. */
export const MAX_PARTS_PER_CALL = 1000;

export const signPartsSchema = z.strictObject({
  parts: z
    .array(
      z.strictObject({
        n: z.int().check(z.minimum(1), z.maximum(10_000)),
        checksum: z.optional(checksumValueSchema),
      }),
    )
    .check(z.minLength(1), z.maxLength(MAX_PARTS_PER_CALL)),
  /** `template` says what the parts share once. */
  form: z.optional(z.enum(['urls', 'template'])),
});

export const signedPartsSchema = z.object({ parts: z.array(signedPartSchema) });

/**
 * What all parts share, with `{n}`, `{signature}` and `{checksum}` to be filled in. A part's size is `part_size`, of the
 * last one what remains: it is signed too. The one part of a single PUT leaves nothing to be filled in.
 */
export const signedPartTemplateSchema = z.object({
  template: z.object({
    url: z.string(),
    method: z.literal('PUT'),
    headers: z.record(z.string(), z.string()),
    expires_at: timeSchema,
  }),
  parts: z.array(z.object({ n: z.int(), signature: z.string() })),
});
export type SignedPartTemplate = z.infer<typeof signedPartTemplateSchema>;

export const storedPartsSchema = z.object({
  items: z.array(z.object({ n: z.int(), size: z.int(), etag: z.string() })),
  next_cursor: z.optional(cursorSchema),
});
export type StoredPartsView = z.infer<typeof storedPartsSchema>;

/** `chunk_index` counts from 0: chunk n is part n + 1. */
export const chunkIndexSchema = wholeNumberSchema(0, 9_999);

/** How far an upload has come, as S3 counts it. */
export const uploadProgressSchema = z.object({
  upload_id: uuidSchema,
  status: z.enum(UPLOAD_STATUSES),
  parts_uploaded: z.int(),
  total_parts: z.int(),
  bytes_uploaded: sizeSchema,
  total_bytes: sizeSchema,
  /** 0 to 100, whole; 100 only once everything is stored. */
  percentage: z.int().check(z.minimum(0), z.maximum(100)),
  file_id: z.optional(uuidSchema),
});
export type UploadProgressView = z.infer<typeof uploadProgressSchema>;

/** For a client's own S3 tools: they may put this one key, in one request or in parts, and read nothing. */
export const uploadCredentialsSchema = z.object({
  credentials: z.object({
    access_key_id: z.string(),
    secret_access_key: z.string(),
    session_token: z.string(),
    expiration: timeSchema,
  }),
  bucket: z.string(),
  key: z.string(),
  region: z.string(),
  /** Where the bucket is, when that is not AWS. */
  endpoint: z.optional(z.string()),
});
export type UploadCredentialsView = z.infer<typeof uploadCredentialsSchema>;
/** Its many parts are being put together: ask again, or look at its status. */
export const completingUploadSchema = z.object({ upload_id: uuidSchema, status: z.literal('completing') });

/** A completed upload names the file it became. */
export const completedUploadSchema = z.object({
  upload_id: uuidSchema,
  status: z.literal('completed'),
  file_id: uuidSchema,
  checksum: z.optional(storedChecksumSchema),
});
