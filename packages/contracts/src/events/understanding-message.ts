import * as z from 'zod/mini';
import { envelopeSchema } from './envelope.ts';
import { jobResultSchema } from './job-result.ts';
import { lifecycleInputSchema } from './lifecycle-messages.ts';

/** What the state machine asks the understand stage: a run, what its jobs answered, and the token that waits. */
export const understandingRequestedSchema = envelopeSchema(
  z.extend(lifecycleInputSchema, {
    task: z.literal('understand'),
    results: z.array(jobResultSchema),
    task_token: z.string(),
  }),
);
export type UnderstandingRequested = z.infer<typeof understandingRequestedSchema>;
