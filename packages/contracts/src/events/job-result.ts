import * as z from 'zod/mini';
import { findingSchema } from '../schemas/file.ts';
import { mimeTypeSchema, uuidSchema } from '../schemas/primitives.ts';

/** What a worker answers the state machine: small, ids and numbers; contents lie where `storage_url` says. */
export const jobResultSchema = z.object({
  job_id: uuidSchema,
  outcome: z.enum([
    'succeeded',
    'unparseable',
    'encrypted',
    'too_many_pixels',
    'expansion_too_high',
    'too_many_entries',
  ]),
  /** Why it did not succeed, in a sentence. */
  detail: z.string(),
  renditions: z.array(
    z.object({
      name: z.string(),
      mime_type: mimeTypeSchema,
      size_bytes: z.int(),
      width: z.exactOptional(z.int()),
      height: z.exactOptional(z.int()),
      storage_url: z.string(),
    }),
  ),
  findings: z.record(z.string(), findingSchema),
});
export type JobResult = z.infer<typeof jobResultSchema>;
