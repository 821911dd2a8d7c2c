import { operatorPolicyFields, policyFields } from '@sluice/contracts';
import * as z from 'zod/mini';
import { DEFAULT_POLICY, type TenantPolicy } from './tenant-policy.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a tenant says itself, in the names of code: it is stored as JSON that says only what differs from the default. */
export type OwnPolicy = {
  readonly [Name in keyof TenantPolicy]?: TenantPolicy[Name] extends readonly unknown[] | number | string
    ? TenantPolicy[Name]
    : Partial<TenantPolicy[Name]>;
};

/** Everything a policy can say, in the names of the wire. */
const FIELDS: Readonly<Record<string, z.core.$ZodType>> = { ...policyFields, ...operatorPolicyFields };
/** Its names are reasons, which are written the same everywhere. */
const NAMED_BY_REASON = 'soft';

// Strict: a misspelled limit would be no limit.
const ownPolicy = z.strictObject(
  Object.fromEntries(
    Object.entries(FIELDS).map(([name, schema]) => [nameInCode(name), z.exactOptional(inCode(name, schema))]),
  ),
);

/** The own policy out of stored JSON. Throws a ZodError that names the field. */
export function parseOwnPolicy(json: unknown): OwnPolicy {
  return z.parse(ownPolicy, json) as OwnPolicy;
}

/** The policy as it counts: the default for each limit and answer a tenant does not name. */
export function resolvePolicy(own: OwnPolicy): TenantPolicy {
  const said: Json = own;
  const resolved = Object.entries(DEFAULT_POLICY).map(([name, standard]): [string, unknown] => {
    const value = said[name];
    return [name, isObject(standard) && isObject(value) ? { ...standard, ...value } : (value ?? standard)];
  });
  return Object.fromEntries(resolved) as TenantPolicy;
}

/** A patch in the names of the wire, in those of code; nulls stay. */
export function policyFromWire(patch: Json): Json {
  return Object.fromEntries(
    Object.entries(patch).map(([name, value]) => [nameInCode(name), toCode(value, FIELDS[name], name)]),
  );
}

/** A policy in the names of the wire: what of it the wire has a name for. */
export function policyToWire(policy: TenantPolicy): Json {
  const said: Json = policy;
  return Object.fromEntries(
    Object.entries(FIELDS).map(([name, schema]) => [name, toWire(said[nameInCode(name)], schema, name)]),
  );
}

/** Only the names of objects are ours: those of records, such as findings, are written the same everywhere. */
function toCode(value: unknown, schema: z.core.$ZodType | undefined, group: string): unknown {
  const shape = shapeOf(schema);
  if (shape === undefined || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [nameInCode(name, group), toCode(inner, shape[name], name)]),
  );
}

function toWire(value: unknown, schema: z.core.$ZodType, group: string): unknown {
  const shape = shapeOf(schema);
  if (shape === undefined || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(shape)
      .map(([name, inner]) => [name, toWire(value[nameInCode(name, group)], inner, name)])
      .filter(([, inner]) => inner !== undefined),
  );
}

function shapeOf(schema: z.core.$ZodType | undefined): Readonly<Record<string, z.core.$ZodType>> | undefined {
  if (schema instanceof z.ZodMiniOptional) return shapeOf(schema.def.innerType);
  return schema instanceof z.ZodMiniObject ? schema.shape : undefined;
}

function inCode(name: string, schema: z.core.$ZodType): z.core.$ZodType {
  const shape = shapeOf(schema);
  if (shape === undefined) return schema;
  const fields = Object.entries(shape).map(([inner, field]) => [
    nameInCode(inner, name),
    z.exactOptional(inCode(inner, field)),
  ]);
  return z.strictObject(Object.fromEntries(fields));
}

function nameInCode(name: string, group?: string): string {
  return group === NAMED_BY_REASON ? name : name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
