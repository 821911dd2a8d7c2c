import * as z from 'zod/mini';
import { REJECTION_REASONS } from '../reasons.ts';
import { prioritySchema, tenantIdSchema, uuidSchema } from '../schemas/primitives.ts';
import { RESUME_STAGES } from '../stages.ts';
import { routedJobSchema } from './job-message.ts';

/** What every step of `file-lifecycle` is told. Ids only. */
export const lifecycleInputSchema = z.object({
  tenant_id: tenantIdSchema,
  file_id: uuidSchema,
  version: z.int(),
  run: z.int(),
  correlation_id: z.string(),
  user_id: z.string(),
  priority: prioritySchema,
});
export type LifecycleInput = z.infer<typeof lifecycleInputSchema>;

/** How the flow goes on after a step. `reason` and `detail` are empty where there is none: the machine needs every field. */
const stepEnd = {
  reason: z.union([z.literal(''), z.enum(REJECTION_REASONS)]),
  detail: z.string(),
};

/** What Inspect answers. */
export const inspectionResultSchema = z.object({
  verdict: z.enum(['accepted', 'rejected']),
  ...stepEnd,
  jobs: z.array(routedJobSchema),
});
export type InspectionResult = z.infer<typeof inspectionResultSchema>;

/** What Understand and Review answer: `unsure` waits for a person, at most `review_seconds`. */
export const stepVerdictSchema = z.object({
  verdict: z.enum(['accepted', 'unsure', 'rejected']),
  ...stepEnd,
  review_seconds: z.int(),
});
export type StepVerdict = z.infer<typeof stepVerdictSchema>;

/** What an execution starts with: `step` and `results` stand for what the stages before `from` would have answered. */
export const lifecycleStartSchema = z.extend(lifecycleInputSchema, {
  from: z.enum(RESUME_STAGES),
  step: stepVerdictSchema,
  results: z.array(z.never()),
});
export type LifecycleStart = z.infer<typeof lifecycleStartSchema>;

/** What the step that asks a person is told: whoever has the token decides. */
export const reviewRequestSchema = z.extend(lifecycleInputSchema, { task_token: z.string() });
export type ReviewRequest = z.infer<typeof reviewRequestSchema>;
