import * as z from 'zod/mini';
import { UPLOAD_FAILURES } from '../reasons.ts';
import { UPLOAD_STATUSES } from '../statuses.ts';
import { callbackUrlSchema, operationSchema, operationsSchema } from './operations.ts';
import {
  checksumSchema,
  cursorSchema,
  filenameSchema,
  metadataSchema,
  mimeTypeSchema,
  prioritySchema,
  sizeSchema,
  tagsSchema,
  timeSchema,
  uuidSchema,
} from './primitives.ts';

export const createUploadSchema = z.strictObject({
  filename: filenameSchema,
  size_bytes: sizeSchema,
  mime_type: mimeTypeSchema,
  checksum: z.optional(checksumSchema),
  relative_path: z.optional(z.string().check(z.minLength(1), z.maxLength(2048))),
  metadata: z.optional(metadataSchema),
  tags: z.optional(tagsSchema),
  priority: z.optional(prioritySchema),
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
  strategy: z.enum(['single', 'multipart']),
  part_size: z.int(),
  part_count: z.int(),
  max_concurrency: z.int(),
  file_id: z.optional(uuidSchema),
  metadata: metadataSchema,
  tags: tagsSchema,
  priority: prioritySchema,
  relative_path: z.optional(z.string()),
  operations: z.optional(z.array(operationSchema)),
  callback_url: z.optional(z.string()),
  created_at: timeSchema,
  updated_at: timeSchema,
  expires_at: timeSchema,
});
export type UploadView = z.infer<typeof uploadSchema>;

export const createdUploadSchema = z.extend(uploadSchema, { parts: z.array(signedPartSchema) });
export type CreatedUploadView = z.infer<typeof createdUploadSchema>;

/** The most parts one call signs or lists: S3 pages ListParts by 1,000. */
export const MAX_PARTS_PER_CALL = 1000;

export const signPartsSchema = z.strictObject({
  parts: z
    .array(z.strictObject({ n: z.int().check(z.minimum(1), z.maximum(10_000)) }))
    .check(z.minLength(1), z.maxLength(MAX_PARTS_PER_CALL)),
});

export const signedPartsSchema = z.object({ parts: z.array(signedPartSchema) });

export const storedPartsSchema = z.object({
  items: z.array(z.object({ n: z.int(), size: z.int(), etag: z.string() })),
  next_cursor: z.optional(cursorSchema),
});
export type StoredPartsView = z.infer<typeof storedPartsSchema>;

/** `chunk_index` counts from 0: chunk n is part n + 1. */
export const chunkIndexSchema = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(9_999));

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

/** Its many parts are being put together: ask again, or look at its status. */
export const completingUploadSchema = z.object({ upload_id: uuidSchema, status: z.literal('completing') });

/** A completed upload names the file it became. */
export const completedUploadSchema = z.object({
  upload_id: uuidSchema,
  status: z.literal('completed'),
  file_id: uuidSchema,
});
