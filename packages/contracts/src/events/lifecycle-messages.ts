import * as z from 'zod/mini';
import { REJECTION_REASONS } from '../reasons.ts';
import { prioritySchema, tenantIdSchema, uuidSchema } from '../schemas/primitives.ts';
import { jobMessageSchema } from './job-message.ts';

/** What an execution of `file-lifecycle` starts with, and what every step of it is told. Ids only. */
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

/** What Inspect answers. `reason` and `detail` are empty when accepted: the machine needs every field. */
export const inspectionResultSchema = z.object({
  verdict: z.enum(['accepted', 'rejected']),
  reason: z.union([z.literal(''), z.enum(REJECTION_REASONS)]),
  detail: z.string(),
  jobs: z.array(z.extend(jobMessageSchema, { queue_url: z.string() })),
});
export type InspectionResult = z.infer<typeof inspectionResultSchema>;
