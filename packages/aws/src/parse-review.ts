import { correctionsSchema, findingSchema, REVIEW_STATUSES } from '@sluice/contracts';
import type { Review } from '@sluice/core/review';
import * as z from 'zod/mini';

const question = z.object({ name: z.string(), finding: z.exactOptional(findingSchema), threshold: z.number() });

// Loose: a field that newer code wrote must survive when older code writes the record back.
const review = z.looseObject({
  tenantId: z.string(),
  reviewId: z.string(),
  fileId: z.string(),
  version: z.int(),
  run: z.int(),
  status: z.enum(REVIEW_STATUSES),
  filename: z.string(),
  mimeType: z.string(),
  ownerId: z.string(),
  questions: z.array(question),
  findingNames: z.array(z.string()),
  taskToken: z.string(),
  claimedBy: z.exactOptional(z.string()),
  claimedUntil: z.exactOptional(z.string()),
  decidedBy: z.exactOptional(z.string()),
  corrections: z.exactOptional(correctionsSchema),
  comment: z.exactOptional(z.string()),
  escalated: z.boolean(),
  escalatedBy: z.exactOptional(z.string()),
  escalationComment: z.exactOptional(z.string()),
  deadlineAt: z.string(),
  onExpiry: z.enum(['reject', 'publish']),
  correlationId: z.string(),
  priority: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A review out of its stored JSON. Throws a ZodError that names the field. */
export function parseReview(json: unknown): Review {
  return z.parse(review, json);
}
