import * as z from 'zod/mini';
import { filenameSchema, uuidSchema } from './primitives.ts';
import { wholeNumberSchema } from './whole-number.ts';

/**
 * The shapes of Uppy's clients, versions 5 and 6, as they send and read them. Not ours to be strict about: a field they add
 * one day must not stop them. None of the answers has a field `error`: they take it for one.
 */
const uploadToken = () => ({ upload_token: z.string() });
export const uppyPageSchema = z.strictObject(uploadToken());
export const uppyUploadSchema = z.strictObject({ ...uploadToken(), upload_id: uuidSchema });
const partNumberSchema = wholeNumberSchema(1, 10_000);
export const uppyPartSchema = z.strictObject({ ...uploadToken(), upload_id: uuidSchema, n: partNumberSchema });

const type = () => z.optional(z.nullable(z.string()));
/** Metadata comes beside it, as `metadata[name]`. */
export const uppyParamsQuerySchema = z.looseObject({ filename: filenameSchema, type: type() });
export const uppyCreateSchema = z.looseObject({
  filename: filenameSchema,
  type: type(),
  metadata: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
});
export const uppyKeySchema = z.looseObject({ key: z.string() });
export const uppyBatchQuerySchema = z.looseObject({
  key: z.string(),
  partNumbers: z.string().check(z.regex(/^\d{1,5}(?:,\d{1,5}){0,999}$/, 'must be numbers with commas between')),
});
/** A part's ETag is quoted by some clients and bare by others. */
export const uppyCompleteSchema = z.looseObject({
  parts: z.array(z.looseObject({ PartNumber: z.int(), ETag: z.string() })).check(z.maxLength(10_000)),
});

/** `expires` is in seconds, and ends the request on the client's side. */
const seconds = () => z.int();
export const uppyFormSchema = z.object({
  method: z.literal('POST'),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expires: seconds(),
});
export const uppyCreatedSchema = z.object({ key: z.string(), uploadId: z.string(), bucket: z.string() });
export const uppySignedSchema = z.object({ url: z.string(), expires: seconds() });
export const uppyPartsSchema = z.array(z.object({ PartNumber: z.int(), ETag: z.string(), Size: z.int() }));
export const uppyCompletedSchema = z.object({ location: z.string(), key: z.string(), bucket: z.string() });
export const uppyAbortedSchema = z.object({});
export const uppyBatchSchema = z.object({ presignedUrls: z.record(z.string(), z.string()) });
