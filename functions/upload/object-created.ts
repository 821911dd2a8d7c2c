import * as z from 'zod/mini';

/** What S3 tells a queue when objects arrive; a test message it sends once, when the notification is set up. */
export const objectCreatedSchema = z.union([
  z.object({
    Records: z.array(
      z.object({ s3: z.object({ object: z.object({ key: z.string(), versionId: z.optional(z.string()) }) }) }),
    ),
  }),
  z.object({ Event: z.literal('s3:TestEvent') }),
]);

/** Keys come URL-encoded, with `+` for a space. An object without a version was not stored in a versioned bucket. */
export function arrivedObjects(message: z.infer<typeof objectCreatedSchema>) {
  const records = 'Records' in message ? message.Records : [];
  return records.map(({ s3: { object } }) => ({
    key: decodeURIComponent(object.key.replaceAll('+', ' ')),
    versionId: object.versionId ?? 'null',
  }));
}
