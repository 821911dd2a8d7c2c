import { mimeTypeSchema, uuidSchema } from '@sluice/contracts';
import * as z from 'zod/mini';

/** What a worker answers the state machine: small, ids and numbers. */
export const jobResultSchema = z.object({
  job_id: uuidSchema,
  outcome: z.enum(['succeeded', 'unparseable', 'too_many_pixels']),
  detail: z.string(),
  placeholder: z.string(),
  renditions: z.array(
    z.object({
      name: z.string(),
      mime_type: mimeTypeSchema,
      size_bytes: z.int(),
      width: z.int(),
      height: z.int(),
      storage_url: z.string(),
    }),
  ),
});
export type JobResult = z.infer<typeof jobResultSchema>;
