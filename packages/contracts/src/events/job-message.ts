import * as z from 'zod/mini';
import { jsonValueSchema, prioritySchema, uuidSchema } from '../schemas/primitives.ts';
import { envelopeSchema } from './envelope.ts';

/** One piece of work for a worker (PR-5). Source and destination are made by the server, never by a client. */
export const jobMessageSchema = z.object({
  job_id: uuidSchema,
  task: z.string(),
  source: z.object({ bucket: z.string(), key: z.string(), version_id: z.string(), size_bytes: z.int() }),
  /** Every output lands under this prefix, under the rendition's own name. */
  destination: z.object({ bucket: z.string(), prefix: z.string() }),
  parameters: z.record(z.string(), jsonValueSchema),
  callback_url: z.nullable(z.string()),
  priority: prioritySchema,
  max_retries: z.int(),
});
export type JobMessage = z.infer<typeof jobMessageSchema>;

/** What the state machine puts on a job queue. */
export const requestedJobSchema = envelopeSchema(
  z.extend(jobMessageSchema, { task_token: z.string(), file_id: uuidSchema, version: z.int() }),
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
