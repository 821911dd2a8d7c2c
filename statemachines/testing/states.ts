import * as z from 'zod/mini';

const template = z.record(z.string(), z.unknown());
const catcher = z.object({
  ErrorEquals: z.array(z.string()),
  ResultPath: z.string(),
  Next: z.string(),
});
const retrier = z.object({
  ErrorEquals: z.array(z.string()),
  MaxAttempts: z.int(),
  JitterStrategy: z.optional(z.string()),
});

const stateSchema = z.object({
  Type: z.enum(['Task', 'Map', 'Choice', 'Fail']),
  Resource: z.optional(z.string()),
  TimeoutSeconds: z.optional(z.int()),
  TimeoutSecondsPath: z.optional(z.string()),
  HeartbeatSeconds: z.optional(z.int()),
  Parameters: z.optional(template),
  ItemsPath: z.optional(z.string()),
  ItemSelector: z.optional(template),
  ItemProcessor: z.optional(z.object({ States: z.record(z.string(), z.unknown()) })),
  ResultSelector: z.optional(z.record(z.string(), z.string())),
  ResultPath: z.optional(z.string()),
  Choices: z.optional(z.array(z.object({ Variable: z.string(), Next: z.string() }))),
  Default: z.optional(z.string()),
  Retry: z.optional(z.array(retrier)),
  Catch: z.optional(z.array(catcher)),
  Next: z.optional(z.string()),
  End: z.optional(z.literal(true)),
  Error: z.optional(z.string()),
  ErrorPath: z.optional(z.string()),
  CausePath: z.optional(z.string()),
});
/** The part of the Amazon States Language our machines are written in. */
export type State = z.infer<typeof stateSchema>;
export type States = Readonly<Record<string, State>>;

/** States by name. Throws on anything this project does not use. */
export function parseStates(states: unknown): States {
  return z.parse(z.record(z.string(), stateSchema), states);
}

/** The states inside a Map. */
export function innerStates(state: State): States {
  return parseStates(state.ItemProcessor?.States ?? {});
}
