import type * as z from 'zod/mini';
import type { InvocationContext } from '../invocation-context.ts';
import { createLog, type Log } from '../log/create-log.ts';
import { parseInput } from '../parsing/parse-input.ts';
import { readCorrelationId } from './correlation-id.ts';
import { runObserved } from './run-observed.ts';

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

export type StepCall<Input> = {
  readonly input: Input;
  /** The one of the request that started it all; empty when the input carries none. */
  readonly correlationId: string;
  readonly log: Log;
};

/**
 * A task of a state machine: parses its input, answers plain JSON (null for nothing), and lets errors through under
 * their literal name, which Retry and Catch match on. An input that does not fit fails as `InvalidInputError`.
 *
 * @example
 * export const handler = step({ service: 'inspect', name: 'inspect-file', schema: inputSchema, handle: ({ input }) => inspect(input) });
 */
export function step<S extends z.ZodMiniType, Output extends Json>(options: {
  readonly service: string;
  readonly name: string;
  readonly schema: S;
  readonly handle: (call: StepCall<z.output<S>>) => Promise<Output>;
  readonly log?: Log;
}): (event: unknown, context: InvocationContext) => Promise<Output | null> {
  const { service, name, schema, handle } = options;
  return runObserved<Output | null>({
    service,
    name,
    log: options.log ?? createLog({ service }),
    identify: (event) => ({ correlation_id: readCorrelationId(event) }),
    work: async (event, log) => {
      const input = parseInput(schema, event);
      const output = await handle({ input, correlationId: readCorrelationId(event) ?? '', log });
      return { output: output ?? null };
    },
  });
}
