import type * as z from 'zod/mini';
import type { InvocationContext } from '../invocation-context.ts';
import { createLog, type Log } from '../log/create-log.ts';
import { parseInput } from '../parsing/parse-input.ts';
import { runObserved } from './run-observed.ts';

export type HookCall<Input> = { readonly input: Input; readonly log: Log };

/**
 * What a service of AWS calls in the middle of something with an event it wants back: parses what it needs of the event
 * and answers it whole, with what `handle` answers as its `response`. An error stops what the service was doing.
 *
 * @example
 * export const handler = hook({ service: 'access', name: 'add-claims', schema: tokenEventSchema, handle: ({ input }) => claimsFor(input) });
 */
export function hook<S extends z.ZodMiniType<object>, Response extends object>(options: {
  readonly service: string;
  readonly name: string;
  readonly schema: S;
  readonly handle: (call: HookCall<z.output<S>>) => Promise<Response>;
  readonly log?: Log;
}): (event: unknown, context: InvocationContext) => Promise<{ readonly response: Response }> {
  const { service, name, schema, handle } = options;
  return runObserved({
    service,
    name,
    log: options.log ?? createLog({ service }),
    work: async (event, log) => {
      const input = parseInput(schema, event);
      const response = await handle({ input, log });
      return { output: { ...Object(event), response } };
    },
  });
}
