import { checksumAlgorithmSchema, operationSchema, UPLOAD_FAILURES, UPLOAD_STATUSES } from '@sluice/contracts';
import type { Upload } from '@sluice/core/upload';
import * as z from 'zod/mini';

// Loose: a field that newer code wrote must survive when older code writes the record back.
const upload = z.looseObject({
  tenantId: z.string(),
  uploadId: z.string(),
  ownerId: z.string(),
  fileId: z.string(),
  version: z.int(),
  status: z.enum(UPLOAD_STATUSES),
  reason: z.exactOptional(z.enum(UPLOAD_FAILURES)),
  filename: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  sizing: z.exactOptional(z.enum(['declared', 'at_most'])),
  relativePath: z.exactOptional(z.string()),
  checksum: z.exactOptional(z.object({ algorithm: checksumAlgorithmSchema, value: z.exactOptional(z.string()) })),
  dedupe: z.exactOptional(z.object({ sha256: z.string() })),
  metadata: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  priority: z.int(),
  strategy: z.enum(['single', 'multipart', 'deduplicated']),
  partSize: z.int(),
  partCount: z.int(),
  objectKey: z.string(),
  multipartId: z.exactOptional(z.string()),
  versionId: z.exactOptional(z.string()),
  fingerprint: z.exactOptional(z.string()),
  batchId: z.exactOptional(z.string()),
  tokenId: z.exactOptional(z.string()),
  storageUrl: z.exactOptional(z.string()),
  operations: z.exactOptional(z.array(operationSchema)),
  callbackUrl: z.exactOptional(z.string()),
  correlationId: z.string(),
  lookAt: z.exactOptional(z.string()),
  looks: z.exactOptional(z.int()),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string(),
});

/** An upload out of its stored JSON. Throws a ZodError that names the field. */
export function parseUpload(json: unknown): Upload {
  return z.parse(upload, json);
}
