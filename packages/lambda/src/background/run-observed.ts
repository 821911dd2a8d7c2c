import middy from '@middy/core';
import type { InvocationContext, LambdaContext } from '../invocation-context.ts';
import type { Log } from '../log/create-log.ts';
import type { LogFields } from '../log/log-fields.ts';
import { createMeter, type Measurements } from '../metrics/create-meter.ts';

/** What is known of an invocation when it ends, for its one log line. */
export type Outcome<Output> = {
  readonly output: Output;
  readonly measurements?: Measurements;
  readonly fields?: LogFields;
};

type Invocation = { readonly event: unknown; readonly log: Log; readonly startedAt: number };

/** Kept back from the function's timeout: an error of our own says more than the sandbox's. */
const TIME_TO_FAIL_MS = 500;

/**
 * Around everything that nobody waits for with an open connection: one measured log line an invocation, and an error
 * logged once, then thrown as it is, because retries and state machines match on its literal name. One that comes too
 * near the function's timeout fails as `TimeoutError`.
 */
export function runObserved<Output>(options: {
  readonly service: string;
  /** The operation in logs and metrics, such as `accept-object`. */
  readonly name: string;
  readonly log: Log;
  readonly work: (event: unknown, log: Log) => Promise<Outcome<Output>>;
  /** Fields of the lines, read before anything is parsed. */
  readonly identify?: (event: unknown) => LogFields;
}): (event: unknown, context: InvocationContext) => Promise<Output> {
  const { service, name, work, identify = () => ({}) } = options;
  const measure = createMeter(service);
  const record = ({ log, startedAt }: Invocation, measurements: Measurements, fields: LogFields) => {
    const duration = Math.round((performance.now() - startedAt) * 10) / 10;
    log.measured(name, measure(name, { requests: 1, duration, ...measurements }), fields);
  };

  const run = middy<Invocation, Output>({ timeoutEarlyInMillis: TIME_TO_FAIL_MS })
    .onError(({ event: invocation, error }) => {
      invocation.log.error(`${name} failed`, { error });
      record(invocation, { serverErrors: 1 }, {});
    })
    .handler(async (invocation: Invocation) => {
      const { output, measurements = {}, fields = {} } = await work(invocation.event, invocation.log);
      record(invocation, measurements, fields);
      return output;
    });

  return async (event, context) => {
    const log = options.log.with({ request_id: context.awsRequestId, ...identify(event) });
    // Middy's type asks for Lambda's whole context; all it reads is the remaining time.
    return run({ event, log, startedAt: performance.now() }, context as LambdaContext);
  };
}
