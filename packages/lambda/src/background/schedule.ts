import * as z from 'zod/mini';
import type { InvocationContext } from '../invocation-context.ts';
import { createLog, type Log } from '../log/create-log.ts';
import type { Measurements } from '../metrics/create-meter.ts';
import { runObserved } from './run-observed.ts';

const tickSchema = z.object({ id: z.string(), time: z.string() });

/**
 * Runs by the clock. A tick may come twice or late: `handle` looks at what is due, not at when it was called. What it
 * answers is measured with the tick.
 */
export function schedule(options: {
  readonly service: string;
  readonly name: string;
  readonly handle: (tick: {
    readonly correlationId: string;
    readonly log: Log;
    /** What it was called with: of the clock nothing of use, by hand whatever the caller wants to say. */
    readonly event: unknown;
  }) => Promise<Measurements | undefined> | Promise<void>;
  readonly log?: Log;
}): (event: unknown, context: InvocationContext) => Promise<null> {
  const { service, name, handle } = options;
  return runObserved<null>({
    service,
    name,
    log: options.log ?? createLog({ service }),
    work: async (event, invocationLog) => {
      // A tick by hand has no id; it is as good as any.
      const tick = z.safeParse(tickSchema, event);
      const correlationId = tick.success ? tick.data.id : 'manual';
      const measurements = await handle({
        correlationId,
        log: invocationLog.with({ correlation_id: correlationId }),
        event,
      });
      return {
        output: null,
        measurements: typeof measurements === 'object' ? measurements : {},
        fields: { correlation_id: correlationId },
      };
    },
  });
}
