import * as z from 'zod/mini';
import { REVIEW_STATUSES } from '../statuses.ts';
import { findingSchema } from './file.ts';
import {
  filenameSchema,
  jsonValueSchema,
  mimeTypeSchema,
  pageSchema,
  prioritySchema,
  timeSchema,
  uuidSchema,
} from './primitives.ts';

const commentSchema = z.string().check(z.maxLength(2000));

/** Values by the name of their finding, each in the shape its finding has. */
export const correctionsSchema = z.record(z.string().check(z.minLength(1), z.maxLength(64)), jsonValueSchema);

/** What a person is asked: the finding with its evidence, unless none was made, and the confidence it did not reach. */
export const reviewQuestionSchema = z.object({
  name: z.string(),
  finding: z.optional(findingSchema),
  threshold: z.number(),
});
export type ReviewQuestionView = z.infer<typeof reviewQuestionSchema>;

export const reviewSchema = z.object({
  review_id: uuidSchema,
  file_id: uuidSchema,
  version: z.int(),
  /** As it is now: a lease that is over is `open` again. */
  status: z.enum(REVIEW_STATUSES),
  filename: filenameSchema,
  mime_type: mimeTypeSchema,
  /** Whose file it is; they cannot decide on it. */
  owner_id: z.string(),
  questions: z.array(reviewQuestionSchema),
  /** What can be corrected besides what is asked. */
  finding_names: z.array(z.string()),
  claimed_by: z.optional(z.string()),
  claimed_until: z.optional(timeSchema),
  decided_by: z.optional(z.string()),
  corrections: z.optional(correctionsSchema),
  comment: z.optional(z.string()),
  /** Only an admin may take it. */
  escalated: z.boolean(),
  escalated_by: z.optional(z.string()),
  escalation_comment: z.optional(z.string()),
  deadline_at: timeSchema,
  /** What happens to the file when nobody decided until the deadline. */
  on_expiry: z.enum(['reject', 'publish']),
  priority: prioritySchema,
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type ReviewView = z.infer<typeof reviewSchema>;

export const reviewPageSchema = pageSchema(reviewSchema);

/** `correct` needs corrections, `reject` a comment. */
export const decideReviewSchema = z.strictObject({
  decision: z.enum(['approve', 'correct', 'reject']),
  corrections: z.optional(correctionsSchema),
  comment: z.optional(commentSchema),
});
export type DecideReviewBody = z.infer<typeof decideReviewSchema>;

export const escalateReviewSchema = z.strictObject({ comment: commentSchema.check(z.minLength(1)) });
