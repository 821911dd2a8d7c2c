import * as z from 'zod/mini';
import { FAILURE_REASONS } from '../reasons.ts';
import { RESUME_STAGES } from '../stages.ts';
import { FILE_STATUSES } from '../statuses.ts';
import { timeSchema, uuidSchema } from './primitives.ts';

export const HEALTH_STATUSES = ['healthy', 'degraded', 'unhealthy'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

export const healthSchema = z.object({
  status: z.enum(HEALTH_STATUSES),
  services: z.record(z.string(), z.enum(HEALTH_STATUSES)),
});

/** The queue's own id of a message: no UUIDv7. */
export const letterIdSchema = z.string().check(z.regex(/^[0-9a-zA-Z-]{1,100}$/, 'must be letters, digits and dashes'));

/** A message that nothing could handle, without what is in it: ids and the reason. */
export const deadLetterSchema = z.object({
  letter_id: letterIdSchema,
  queue: z.string(),
  reason: z.string(),
  tenant_id: z.optional(z.string()),
  file_id: z.optional(z.string()),
  upload_id: z.optional(z.string()),
  task: z.optional(z.string()),
  receives: z.int(),
  status: z.enum(['kept', 'redriven']),
  kept_at: timeSchema,
  redriven_at: z.optional(timeSchema),
});
export type DeadLetterView = z.infer<typeof deadLetterSchema>;

/**
 * `file_redriven`: its file's next run has begun; `sent_back`: it lies in its queue again; `not_needed`: its file goes on
 * or is at rest, or what died comes again by itself; `already_redriven`: nothing was done.
 */
export const REDRIVE_OUTCOMES = ['file_redriven', 'sent_back', 'not_needed', 'already_redriven'] as const;

export const redrivenLetterSchema = z.object({ letter_id: letterIdSchema, outcome: z.enum(REDRIVE_OUTCOMES) });

/** The run of a file and what has become of its execution; `stage` is where it would be taken up. */
export const executionSchema = z.object({
  file_id: uuidSchema,
  tenant_id: z.string(),
  version: z.int(),
  run: z.int(),
  file_status: z.enum(FILE_STATUSES),
  /** Of a file that is not at its end. */
  stage: z.optional(z.enum(RESUME_STAGES)),
  /** `unknown`: it was never started, or is forgotten. */
  execution: z.enum(['running', 'ended', 'unknown']),
  /** How it ended, as the cloud calls it. */
  ended: z.optional(z.string()),
});
export type ExecutionView = z.infer<typeof executionSchema>;

/** `redriven`: its next run has begun; `under_way`: it has not failed and goes on; `at_rest`: nothing is to be redriven. */
export const redrivenFileSchema = z.object({
  file_id: uuidSchema,
  outcome: z.enum(['redriven', 'under_way', 'at_rest']),
  file_status: z.enum(FILE_STATUSES),
  run: z.int(),
});

const stuck = { file_id: uuidSchema, tenant_id: z.string(), detail: z.string() };

/** What a pass over the files that are not at their end found, and did or would do. */
export const reconciliationSchema = z.object({
  looked: z.int(),
  running: z.int(),
  resumed: z.array(z.object({ ...stuck, stage: z.enum(RESUME_STAGES), run: z.int() })),
  given_up: z.array(z.object({ ...stuck, reason: z.enum(FAILURE_REASONS) })),
  /** Could not be looked at now: ask again. */
  failed: z.array(z.object({ file_id: uuidSchema, tenant_id: z.string() })),
  /** False when there are more files than one pass looks at. */
  complete: z.boolean(),
});
export type ReconciliationView = z.infer<typeof reconciliationSchema>;

export const reconcileSchema = z.strictObject({
  /** Files to which nothing happened for so long. @default 120 */
  older_than_seconds: z.optional(z.int().check(z.minimum(0), z.maximum(86_400))),
});
