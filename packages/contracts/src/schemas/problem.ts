import * as z from 'zod/mini';

/** RFC 9457 problem details, with our stable `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  retryable: z.boolean(),
  errors: z.optional(z.array(z.object({ pointer: z.string(), code: z.optional(z.string()), detail: z.string() }))),
});
export type Problem = z.infer<typeof problemSchema>;
