import * as z from 'zod/mini';
import type { RejectionReason } from '../reasons.ts';
import { findingSchema } from '../schemas/file.ts';
import { mimeTypeSchema, uuidSchema } from '../schemas/primitives.ts';

/** What opening a content may show that speaks against it. */
const REASONS_AGAINST_CONTENT = [
  'unparseable',
  'encrypted',
  'too_large',
  'too_many_pixels',
  'too_many_pages',
  'too_many_entries',
  'too_deep',
  'too_long',
  'expansion_too_high',
  'unsafe_content',
] as const satisfies readonly RejectionReason[];

/** What a worker answers the state machine: small, ids and numbers; contents lie where `storage_url` says. */
export const jobResultSchema = z.object({
  job_id: uuidSchema,
  /** `unsupported`: nothing is wrong with the content, but this task cannot do it; `tool_missing`: this worker lacks a program. */
  outcome: z.enum(['succeeded', ...REASONS_AGAINST_CONTENT, 'unsupported', 'tool_missing']),
  /** Why it did not succeed, in a sentence. */
  detail: z.string(),
  renditions: z.array(
    z.object({
      name: z.string(),
      mime_type: mimeTypeSchema,
      size_bytes: z.int(),
      width: z.exactOptional(z.int()),
      height: z.exactOptional(z.int()),
      /** Of a rendition that is a folder: how many objects lie in it. `storage_url` is that of its index. */
      parts: z.exactOptional(z.int()),
      storage_url: z.string(),
    }),
  ),
  findings: z.record(z.string(), findingSchema),
});
export type JobResult = z.infer<typeof jobResultSchema>;
