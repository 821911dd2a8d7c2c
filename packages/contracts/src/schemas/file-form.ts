import * as z from 'zod/mini';
import { MAX_WAIT_PER_CALL_SECONDS } from '../limits.ts';
import { filenameSchema, metadataSchema, mimeTypeSchema, tagsSchema } from './primitives.ts';
import { wholeNumberSchema } from './whole-number.ts';

/** `type/subtype` of a content type, without parameters; of none at all what says nothing. */
export function mimeTypeOf(contentType: string): string {
  const [essence = ''] = contentType.split(';');
  return essence.trim().toLowerCase() || 'application/octet-stream';
}

const fits = (schema: z.ZodMiniType, value: unknown): boolean => z.safeParse(schema, value).success;

/** The text of a field, as what it stands for. */
function textAs<T extends z.ZodMiniType>(read: (text: string) => unknown, what: string, schema: T) {
  const parse = z.transform((text: string, context) => {
    try {
      return read(text);
    } catch {
      context.issues.push({ code: 'custom', message: `must be ${what}`, input: text });
      return z.NEVER;
    }
  });
  // `unknown` lets what was read reach a schema that wants it narrower.
  return z.pipe(z.pipe(z.pipe(z.string(), parse), z.unknown()), schema);
}

function readTags(text: string): unknown {
  if (text.trimStart().startsWith('[')) return JSON.parse(text);
  return text.split(',').flatMap((tag) => tag.trim() || []);
}

/** A file and what its owner wants to remember with it, as fields of a form. */
export const fileFormSchema = z.strictObject({
  file: z.file().check(
    z.refine((file) => fits(filenameSchema, file.name), 'must have a file name of 1 to 1024 characters'),
    z.refine((file) => fits(mimeTypeSchema, mimeTypeOf(file.type)), 'must have type/subtype as its content-type'),
  ),
  metadata: z.optional(textAs((text) => JSON.parse(text), 'JSON', metadataSchema)),
  tags: z.optional(textAs(readTags, 'names with commas between them, or a list in JSON', tagsSchema)),
  /** Seconds the answer may be held back until the file is at rest. */
  wait: z.optional(wholeNumberSchema(0, MAX_WAIT_PER_CALL_SECONDS)),
});
export type FileForm = z.infer<typeof fileFormSchema>;
