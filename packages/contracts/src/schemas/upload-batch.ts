import * as z from 'zod/mini';
import { ERROR_CODES } from '../errors.ts';
import { UPLOAD_STATUSES, type UploadStatus } from '../statuses.ts';
import { cursorSchema, timeSchema, uuidSchema } from './primitives.ts';
import { createUploadSchema, signedPartSchema } from './upload.ts';

/** Files of one batch. */
export const MAX_FILES_PER_BATCH = 1000;

/** A thousand files with long names. */
export const MAX_BATCH_BODY_BYTES = 3 * 1024 ** 2;

const batchFileSchema = z.omit(createUploadSchema, { sign: true, upload_form: true });

export const createUploadBatchSchema = z.strictObject({
  files: z.array(batchFileSchema).check(z.minLength(1), z.maxLength(MAX_FILES_PER_BATCH)),
});
export type CreateUploadBatchBody = z.infer<typeof createUploadBatchSchema>;

/** One file of a batch, in the order declared: an upload, or why it is none. */
export const createdBatchItemSchema = z.object({
  filename: z.string(),
  relative_path: z.optional(z.string()),
  upload_id: z.optional(uuidSchema),
  strategy: z.optional(z.enum(['single', 'multipart', 'deduplicated'])),
  part_size: z.optional(z.int()),
  part_count: z.optional(z.int()),
  /** Of a file of one request; a larger one asks for its parts when it is their turn. */
  parts: z.optional(z.array(signedPartSchema)),
  error: z.optional(z.object({ code: z.enum(ERROR_CODES), detail: z.string() })),
});
export type CreatedBatchItemView = z.infer<typeof createdBatchItemSchema>;

export const createdUploadBatchSchema = z.object({ batch_id: uuidSchema, items: z.array(createdBatchItemSchema) });
export type CreatedUploadBatchView = z.infer<typeof createdUploadBatchSchema>;

export const uploadBatchSchema = z.object({
  batch_id: uuidSchema,
  created_at: timeSchema,
  /** Uploads by status, and the files that were refused. */
  counts: z.object({
    pending: z.int(),
    uploading: z.int(),
    completing: z.int(),
    completed: z.int(),
    aborted: z.int(),
    expired: z.int(),
    failed: z.int(),
    refused: z.int(),
  } satisfies Record<UploadStatus | 'refused', z.ZodMiniNumber>),
  items: z.array(
    z.object({
      upload_id: uuidSchema,
      status: z.enum(UPLOAD_STATUSES),
      filename: z.string(),
      relative_path: z.optional(z.string()),
      file_id: z.optional(uuidSchema),
    }),
  ),
  next_cursor: z.optional(cursorSchema),
});
export type UploadBatchView = z.infer<typeof uploadBatchSchema>;
