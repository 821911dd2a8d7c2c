import * as z from 'zod/mini';

/** What runs and where, as `status --json` prints it. */
export const cloudStatusSchema = z.object({
  state: z.enum(['running', 'degraded', 'stopped']),
  api_url: z.nullable(z.string()),
  issuer_url: z.nullable(z.string()),
  cloud_url: z.nullable(z.string()),
  stacks: z.array(z.object({ name: z.string(), status: z.string() })),
});
export type CloudStatus = z.infer<typeof cloudStatusSchema>;

/** One line of what the local cloud's script prints while it works. */
export const cloudMessageSchema = z.union([
  z.object({
    step: z.string(),
    status: z.enum(['started', 'progress', 'done', 'unchanged']),
    /** What is done, for people: `10 stacks deployed`. */
    text: z.string(),
    seconds: z.optional(z.number()),
  }),
  z.object({
    status: z.literal('failed'),
    not_running: z.boolean(),
    message: z.string(),
    detail: z.string(),
    log_file: z.nullable(z.string()),
  }),
  z.object({ status: z.literal('result'), result: z.unknown() }),
]);
export type CloudMessage = z.infer<typeof cloudMessageSchema>;
export type CloudStep = Extract<CloudMessage, { readonly text: string }>;
