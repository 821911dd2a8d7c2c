import * as z from 'zod/mini';
import { filenameSchema, jsonValueSchema, mimeTypeSchema, prioritySchema, uuidSchema } from '../schemas/primitives.ts';
import { renditionNameSchema } from '../tasks/define-task.ts';
import { envelopeSchema } from './envelope.ts';

/** One pinned version of an object that a worker reads. `mime_type` as inspection found it. */
const jobSourceSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  version_id: z.string(),
  size_bytes: z.int(),
  mime_type: mimeTypeSchema,
  /** What its owner calls it, for tasks that name things by it. */
  filename: z.exactOptional(filenameSchema),
});

/** One piece of work for a worker (PR-5). Source and destination are made by the server, never by a client. */
export const jobMessageSchema = z.object({
  job_id: uuidSchema,
  task: z.string(),
  source: jobSourceSchema,
  /** Further contents, in their order, of a task that takes many. */
  more_sources: z.exactOptional(z.array(jobSourceSchema)),
  /**
   * Every output lands under this prefix, under the rendition's own name. With a `name` the main output is called so, and
   * others begin with it: two jobs of one file do not overwrite each other.
   */
  destination: z.object({ bucket: z.string(), prefix: z.string(), name: z.exactOptional(renditionNameSchema) }),
  parameters: z.record(z.string(), jsonValueSchema),
  callback_url: z.nullable(z.string()),
  priority: prioritySchema,
  max_retries: z.int(),
});
export type JobMessage = z.infer<typeof jobMessageSchema>;

/** What a tenant allows of its contents; what a worker bears lies above it. */
export const jobLimitsSchema = z.object({ max_pixels: z.int(), max_frames: z.int(), max_entries: z.int() });
export type JobLimits = z.infer<typeof jobLimitsSchema>;

/** A job with the ceilings of its tenant. */
export const plannedJobSchema = z.extend(jobMessageSchema, { limits: jobLimitsSchema });
export type PlannedJob = z.infer<typeof plannedJobSchema>;

/** A job with the queue of its class. */
export const routedJobSchema = z.extend(plannedJobSchema, { queue_url: z.string() });

/** What the state machine puts on a job queue. */
export const requestedJobSchema = envelopeSchema(
  z.extend(plannedJobSchema, { task_token: z.string(), file_id: uuidSchema, version: z.int() }),
);
export type RequestedJob = z.infer<typeof requestedJobSchema>;

/** As little of a job's message as it takes to end the wait for it: a message that does not fit must not hang its file. */
export const deadJobSchema = z.looseObject({
  correlation_id: z.string(),
  metadata: z.object({ user_id: z.string(), tenant_id: z.string(), priority: z.int() }),
  payload: z.looseObject({
    task_token: z.string(),
    job_id: z.exactOptional(z.string()),
    file_id: z.string(),
    task: z.string(),
  }),
});
export type DeadJobMessage = z.infer<typeof deadJobSchema>;
