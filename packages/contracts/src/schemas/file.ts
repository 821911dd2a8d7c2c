import * as z from 'zod/mini';
import { FACT_TYPES } from '../events/fact-types.ts';
import { FILE_KINDS } from '../kinds.ts';
import { FILE_STATUSES } from '../statuses.ts';
import { operationSchema } from './operations.ts';
import {
  filenameSchema,
  jsonValueSchema,
  metadataSchema,
  mimeTypeSchema,
  sha256Schema,
  sizeSchema,
  storedChecksumSchema,
  tagsSchema,
  timeSchema,
  uuidSchema,
} from './primitives.ts';

/** Left, top, width and height as fractions of the upright picture or page, 0 to 1. */
export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof boxSchema>;

/** Where an answer came from: a page (from 1), a box on it, or the characters `start` up to `end` of that page's text. */
export const evidenceSchema = z.object({
  page: z.exactOptional(z.int()),
  box: z.exactOptional(boxSchema),
  start: z.exactOptional(z.int()),
  end: z.exactOptional(z.int()),
  /** The words themselves, at most 200 characters. */
  quote: z.exactOptional(z.string()),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/**
 * One thing we found out about a file, how sure we are (0 to 1), and who says so: `inspect`, `process`, `local` (an
 * analyzer of ours), `claude`, or `person`.
 */
export const findingSchema = z.object({
  value: jsonValueSchema,
  confidence: z.number(),
  source: z.string(),
  /** How it was found, such as `eld` or `claude-haiku-5-5 describe@1`. */
  method: z.exactOptional(z.string()),
  evidence: z.exactOptional(z.array(evidenceSchema)),
});
export type Finding = z.infer<typeof findingSchema>;

export const renditionSchema = z.object({
  name: z.string(),
  mime_type: mimeTypeSchema,
  size_bytes: sizeSchema,
  width: z.optional(z.int()),
  height: z.optional(z.int()),
  /** Of a rendition that is a folder, such as a stream for players: how many objects lie in it. */
  parts: z.optional(z.int()),
});
export type RenditionView = z.infer<typeof renditionSchema>;

export const fileSchema = z.object({
  file_id: uuidSchema,
  tenant_id: z.string(),
  owner_id: z.string(),
  upload_id: uuidSchema,
  version: z.int(),
  filename: filenameSchema,
  /** Where it lay in the folder it was sent with. */
  relative_path: z.optional(z.string()),
  /** What the bytes show once inspected, what was declared before. */
  mime_type: mimeTypeSchema,
  declared_mime_type: mimeTypeSchema,
  kind: z.optional(z.enum(FILE_KINDS)),
  size_bytes: sizeSchema,
  sha256: z.optional(sha256Schema),
  /** What S3 has verified of the bytes when they came in. */
  checksum: z.optional(storedChecksumSchema),
  status: z.enum(FILE_STATUSES),
  /** Why it was rejected or failed, a stable code. */
  reason: z.optional(z.string()),
  /** The reason in a sentence. */
  detail: z.optional(z.string()),
  /** True when published without something that was planned; `findings` says what. */
  partial: z.optional(z.boolean()),
  tags: tagsSchema,
  metadata: metadataSchema,
  /** What was asked for when it was uploaded: each makes a rendition called as its task, or finds something. */
  operations: z.optional(z.array(operationSchema)),
  /** The review it waits for, or waited for. */
  review_id: z.optional(uuidSchema),
  renditions: z.array(renditionSchema),
  findings: z.record(z.string(), findingSchema),
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type FileView = z.infer<typeof fileSchema>;

export const linkSchema = z.object({ url: z.string(), expires_at: timeSchema });
export const linkedRenditionSchema = z.extend(renditionSchema, { url: z.string(), expires_at: timeSchema });
export type LinkedRenditionView = z.infer<typeof linkedRenditionSchema>;

export const historyEventSchema = z.object({
  sequence: z.int(),
  type: z.enum(FACT_TYPES),
  occurred_at: timeSchema,
  correlation_id: z.string(),
  user_id: z.string(),
  payload: z.record(z.string(), jsonValueSchema),
});
export type HistoryEventView = z.infer<typeof historyEventSchema>;
