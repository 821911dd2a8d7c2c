import * as z from 'zod/mini';
import { FILE_KINDS } from '../kinds.ts';
import { FAILURE_REASONS, REJECTION_REASONS, UPLOAD_FAILURES } from '../reasons.ts';
import { ROLES } from '../schemas/access.ts';
import { findingSchema } from '../schemas/file.ts';
import { operationSchema } from '../schemas/operations.ts';
import {
  filenameSchema,
  metadataSchema,
  mimeTypeSchema,
  prioritySchema,
  sha256Schema,
  sizeSchema,
  storedChecksumSchema,
  tagsSchema,
  tenantIdSchema,
  timeSchema,
  uuidSchema,
} from '../schemas/primitives.ts';
import { TENANT_STATUSES } from '../schemas/tenant.ts';
import { RESUME_STAGES } from '../stages.ts';
import type { FactType } from './fact-types.ts';

const schemaVersion = z.literal(1);
const ofReview = { schema_version: schemaVersion, review_id: uuidSchema, file_id: uuidSchema };
/** Who did it is the fact's user. */
const ofKey = { schema_version: schemaVersion, key_id: uuidSchema };
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
  'upload.expired': z.object({ schema_version: schemaVersion, upload_id: uuidSchema }),
  'upload.failed': z.object({ schema_version: schemaVersion, upload_id: uuidSchema, reason: z.enum(UPLOAD_FAILURES) }),
  'file.uploaded': z.object({
    ...ofFile,
    upload_id: uuidSchema,
    filename: filenameSchema,
    mime_type: mimeTypeSchema,
    size_bytes: sizeSchema,
    owner_id: z.string(),
    ...storedContent,
    relative_path: z.optional(z.string()),
    checksum: z.optional(storedChecksumSchema),
    /** Known before the bytes are looked at when they were stored before: what is inspected is the same object. */
    sha256: z.optional(sha256Schema),
    metadata: metadataSchema,
    tags: tagsSchema,
    priority: prioritySchema,
    /** What was asked for when the upload was declared. */
    operations: z.optional(z.array(operationSchema)),
    callback_url: z.optional(z.string()),
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
  /** The tenant stores this content already: from here on the file is that object, and its own is not needed. */
  'file.deduplicated': z.object({ ...ofFile, run: z.int(), ...storedContent, sha256: sha256Schema }),
  /** Malware was found in it: from here on it lies where nobody is served from. */
  'file.quarantined': z.object({ ...ofFile, run: z.int(), ...storedContent }),
  'file.rejected': z.object({ ...ofFile, run: z.int(), reason: z.enum(REJECTION_REASONS), detail: z.string() }),
  'file.processed': z.object({
    ...ofFile,
    run: z.int(),
    jobs: z.array(uuidSchema),
    findings: z.record(z.string(), findingSchema),
    /** True when a job could not do what was planned. */
    partial: z.optional(z.boolean()),
  }),
  'file.understood': z.object({
    ...ofFile,
    run: z.int(),
    /** `unsure`: a person has to look at the findings named in `unsure` before it is published. */
    verdict: z.enum(['sure', 'unsure']),
    unsure: z.array(z.string()),
    review_id: z.optional(uuidSchema),
    findings: z.record(z.string(), findingSchema),
    /** What full-text search is to find the file by. */
    search_text: z.string(),
  }),
  /** A person's word, or the policy's when nobody came, as it takes effect on the file. */
  'file.reviewed': z.object({
    ...ofFile,
    run: z.int(),
    review_id: uuidSchema,
    decision: z.enum(['approved', 'corrected', 'expired']),
    decided_by: z.string(),
    findings: z.record(z.string(), findingSchema),
  }),
  /** The flow was started again, as the next run, from a stage of it. */
  'file.resumed': z.object({ ...ofFile, run: z.int(), stage: z.enum(RESUME_STAGES), detail: z.string() }),
  'file.published': z.object({ ...ofFile, run: z.int(), partial: z.boolean() }),
  'file.failed': z.object({ ...ofFile, run: z.int(), reason: z.enum(FAILURE_REASONS), detail: z.string() }),
  /** Out of sight; it can be restored until it is purged. */
  'file.deleted': z.object(ofFile),
  'file.restored': z.object(ofFile),
  /** For good: its content, unless others refer to it, and what was made of it are removed. */
  'file.purged': z.object(ofFile),
  'rendition.created': z.object({
    ...ofFile,
    name: z.string(),
    mime_type: mimeTypeSchema,
    size_bytes: sizeSchema,
    width: z.optional(z.int()),
    height: z.optional(z.int()),
    /** Of a rendition that is a folder: how many objects lie in it. */
    parts: z.optional(z.int()),
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
  'review.requested': z.object({
    ...ofReview,
    filename: filenameSchema,
    unsure: z.array(z.string()),
    deadline_at: timeSchema,
  }),
  'review.claimed': z.object({ ...ofReview, reviewer_id: z.string(), claimed_until: timeSchema }),
  'review.released': z.object({ ...ofReview, reviewer_id: z.string() }),
  'review.decided': z.object({
    ...ofReview,
    reviewer_id: z.string(),
    decision: z.enum(['approved', 'corrected', 'rejected']),
    /** Names of the findings that were changed. */
    changed: z.array(z.string()),
    comment: z.string(),
  }),
  'review.expired': z.object({ ...ofReview, answer: z.enum(['reject', 'publish']) }),
  'review.escalated': z.object({ ...ofReview, reviewer_id: z.string(), comment: z.string() }),
  'key.created': z.object({
    ...ofKey,
    name: z.string(),
    role: z.enum(ROLES),
    scopes: z.array(z.string()),
    expires_at: z.optional(timeSchema),
  }),
  'key.revoked': z.object(ofKey),
  /** `changed` names what was said anew, such as `policy.limits`; it may be what was so before. */
  'tenant.updated': z.object({
    schema_version: schemaVersion,
    tenant_id: tenantIdSchema,
    status: z.enum(TENANT_STATUSES),
    changed: z.array(z.string()),
  }),
} as const satisfies Record<FactType, z.core.$ZodType>;

/** One thing that happened. */
export type Fact = { [T in FactType]: { readonly type: T; readonly payload: z.infer<(typeof FACTS)[T]> } }[FactType];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

/** A fact out of stored or received JSON. Throws a ZodError that names the field. */
export function parseFact(type: FactType, payload: unknown): Fact {
  return { type, payload: z.parse(FACTS[type], payload) } as Fact;
}
