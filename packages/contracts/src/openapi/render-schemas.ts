import * as z from 'zod/mini';
import { NAMED_SCHEMAS } from './named-schemas.ts';

export type JsonSchema = { readonly [key: string]: unknown };

/** Renders zod schemas as JSON Schema, with a reference wherever one of NAMED_SCHEMAS is used. */
export type SchemaRenderer = {
  readonly render: (schema: z.core.$ZodType) => JsonSchema;
  readonly components: Readonly<Record<string, JsonSchema>>;
};

const COMPONENTS = '#/components/schemas/';

/** `schemas` are all that will be rendered: they refer to each other, so they are converted at once. */
export function createSchemaRenderer(schemas: readonly z.core.$ZodType[]): SchemaRenderer {
  const names = new Map<z.core.$ZodType, string>(Object.entries(NAMED_SCHEMAS).map(([name, schema]) => [schema, name]));
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const ids = new Map(
    schemas.filter((schema) => !names.has(schema)).map((schema, index) => [schema, `inline${index}`]),
  );
  for (const [schema, id] of ids) registry.add(schema, { id });
  const { schemas: rendered } = z.toJSONSchema(registry, {
    // What a caller sends and what we answer look alike: no schema of ours changes what it parses into another shape.
    io: 'input',
    uri: (id) => `${COMPONENTS}${id}`,
    override: ({ jsonSchema }) => simplify(jsonSchema),
  });
  return {
    render: (schema) => {
      const name = names.get(schema);
      if (name !== undefined) return { $ref: `${COMPONENTS}${name}` };
      return withoutIdentity(rendered[ids.get(schema) ?? '']);
    },
    components: Object.fromEntries([...names.values()].sort().map((name) => [name, withoutIdentity(rendered[name])])),
  };
}

function simplify(schema: z.core.JSONSchema.BaseSchema): void {
  // A bound at what a double can hold says nothing about the field.
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  // The format says it; the pattern is 300 characters of leap years.
  if (schema.format === 'date-time') delete schema.pattern;
}

function withoutIdentity(schema: z.core.JSONSchema.BaseSchema | undefined): JsonSchema {
  if (schema === undefined) throw new TypeError('a schema was not announced to the renderer');
  const { $schema, $id, ...rest } = schema;
  return rest;
}
