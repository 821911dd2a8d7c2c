import * as z from 'zod/mini';

type Shape = Readonly<Record<string, z.core.$ZodType>>;

type PatchOf<S> =
  S extends z.ZodMiniObject<infer Fields extends Shape>
    ? z.ZodMiniObject<PatchShape<Fields>>
    : S extends z.ZodMiniRecord<infer Key, infer Value>
      ? z.ZodMiniRecord<Key, z.ZodMiniNullable<Value>>
      : S;
type Missable<S> = S extends z.core.$ZodType ? z.ZodMiniOptional<z.ZodMiniNullable<S>> : never;
export type PatchShape<Fields extends Shape> = { -readonly [Name in keyof Fields]: Missable<PatchOf<Fields[Name]>> };

/** The fields of a JSON Merge Patch (RFC 7396) of an object with these: each may be left out, null takes it back. */
export function patchOf<const Fields extends Shape>(fields: Fields): PatchShape<Fields> {
  const patched = Object.entries(fields).map(([name, schema]) => [name, z.optional(z.nullable(within(schema)))]);
  return Object.fromEntries(patched) as PatchShape<Fields>;
}

function within(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodMiniObject) return z.strictObject(patchOf(schema.shape));
  if (schema instanceof z.ZodMiniRecord) return z.record(schema.def.keyType, z.nullable(schema.def.valueType));
  return schema;
}
