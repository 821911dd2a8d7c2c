import * as z from 'zod/mini';
import { FILE_KINDS } from '../kinds.ts';
import { FAILURE_REASONS, REJECTION_REASONS } from '../reasons.ts';
import { findingSchema } from '../schemas/file.ts';
import {
  checksumSchema,
  filenameSchema,
  metadataSchema,
  mimeTypeSchema,
  prioritySchema,
  sha256Schema,
  sizeSchema,
  tagsSchema,
  uuidSchema,
} from '../schemas/primitives.ts';
import type { FactType } from './fact-types.ts';

const schemaVersion = z.literal(1);
const ofFile = { schema_version: schemaVersion, file_id: uuidSchema, version: z.int() };

/** Where a content lies: one version of one object, for ever. `storage_url` never leaves the house. */
const storedContent = { storage_url: z.string(), version_id: z.string() };

/**
 * The payload of every fact, as it is stored in the log and published on the bus. Readers ignore what they do not know;
 * a field is added as optional or not at all.
 */
export const FACTS = {
  'upload.created': z.object({
    schema_version: schemaVersion,
    upload_id: uuidSchema,
    filename: filenameSchema,
    mime_type: mimeTypeSchema,
    size_bytes: sizeSchema,
    owner_id: z.string(),
  }),
  'upload.completed': z.object({
    schema_version: schemaVersion,
    upload_id: uuidSchema,
    file_id: uuidSchema,
    size_bytes: sizeSchema,
  }),
  'upload.aborted': z.object({ schema_version: schemaVersion, upload_id: uuidSchema }),
  'file.uploaded': z.object({
    ...ofFile,
    upload_id: uuidSchema,
    filename: filenameSchema,
    mime_type: mimeTypeSchema,
    size_bytes: sizeSchema,
    owner_id: z.string(),
    ...storedContent,
    checksum: z.optional(checksumSchema),
    metadata: metadataSchema,
    tags: tagsSchema,
    priority: prioritySchema,
  }),
  'file.inspected': z.object({
    ...ofFile,
    run: z.int(),
    verdict: z.enum(['accepted', 'rejected']),
    kind: z.enum(FILE_KINDS),
    mime_type: mimeTypeSchema,
    size_bytes: sizeSchema,
    sha256: sha256Schema,
    findings: z.record(z.string(), findingSchema),
  }),
  'file.rejected': z.object({ ...ofFile, run: z.int(), reason: z.enum(REJECTION_REASONS), detail: z.string() }),
  'file.processed': z.object({
    ...ofFile,
    run: z.int(),
    jobs: z.array(uuidSchema),
    findings: z.record(z.string(), findingSchema),
  }),
  'file.published': z.object({ ...ofFile, run: z.int(), partial: z.boolean() }),
  'file.failed': z.object({ ...ofFile, run: z.int(), reason: z.enum(FAILURE_REASONS), detail: z.string() }),
  'rendition.created': z.object({
    ...ofFile,
    name: z.string(),
    mime_type: mimeTypeSchema,
    size_bytes: sizeSchema,
    width: z.optional(z.int()),
    height: z.optional(z.int()),
    storage_url: z.string(),
    job_id: uuidSchema,
  }),
  'job.created': z.object({ schema_version: schemaVersion, job_id: uuidSchema, file_id: uuidSchema, task: z.string() }),
  'job.succeeded': z.object({
    schema_version: schemaVersion,
    job_id: uuidSchema,
    file_id: uuidSchema,
    task: z.string(),
  }),
  'job.failed': z.object({
    schema_version: schemaVersion,
    job_id: uuidSchema,
    file_id: uuidSchema,
    task: z.string(),
    detail: z.string(),
  }),
} as const satisfies Record<FactType, z.core.$ZodType>;

/** One thing that happened. */
export type Fact = { [T in FactType]: { readonly type: T; readonly payload: z.infer<(typeof FACTS)[T]> } }[FactType];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

/** A fact out of stored or received JSON. Throws a ZodError that names the field. */
export function parseFact(type: FactType, payload: unknown): Fact {
  return { type, payload: z.parse(FACTS[type], payload) } as Fact;
}
