import {
  checksumAlgorithmSchema,
  FAILURE_REASONS,
  FILE_KINDS,
  FILE_STATUSES,
  findingSchema,
  operationSchema,
  REJECTION_REASONS,
} from '@sluice/contracts';
import type { FileRecord } from '@sluice/core/history';
import * as z from 'zod/mini';

const storedContent = z.object({ storageUrl: z.string(), versionId: z.string() });
const rendition = z.object({
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  width: z.exactOptional(z.int()),
  parts: z.exactOptional(z.int()),
  height: z.exactOptional(z.int()),
  storageUrl: z.string(),
  jobId: z.string(),
});

// Loose: a field that newer code wrote must survive when older code writes the record back.
const file = z.looseObject({
  tenantId: z.string(),
  fileId: z.string(),
  version: z.int(),
  run: z.int(),
  uploadId: z.string(),
  ownerId: z.string(),
  filename: z.string(),
  relativePath: z.exactOptional(z.string()),
  declaredMimeType: z.string(),
  mimeType: z.string(),
  kind: z.exactOptional(z.enum(FILE_KINDS)),
  sizeBytes: z.int(),
  declaredSizeBytes: z.exactOptional(z.int()),
  sha256: z.exactOptional(z.string()),
  checksum: z.exactOptional(z.object({ algorithm: checksumAlgorithmSchema, value: z.exactOptional(z.string()) })),
  status: z.enum(FILE_STATUSES),
  deletedFrom: z.exactOptional(z.enum(FILE_STATUSES)),
  reason: z.exactOptional(z.enum([...REJECTION_REASONS, ...FAILURE_REASONS])),
  detail: z.exactOptional(z.string()),
  partial: z.exactOptional(z.boolean()),
  storage: storedContent,
  duplicate: z.exactOptional(storedContent),
  metadata: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  priority: z.int(),
  operations: z.exactOptional(z.array(operationSchema)),
  callbackUrl: z.exactOptional(z.string()),
  findings: z.record(z.string(), findingSchema),
  unsure: z.exactOptional(z.array(z.string())),
  reviewId: z.exactOptional(z.string()),
  searchText: z.exactOptional(z.string()),
  renditions: z.array(rendition),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A file's snapshot out of its stored JSON. Throws a ZodError that names the field. */
export function parseFile(json: unknown): FileRecord {
  return z.parse(file, json);
}
