import type { Measured } from './sample-store.ts';

export type Execution = {
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
};

const ENDS: Readonly<Record<string, string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** What AWS would have measured of the executions of one state machine. */
export function measureExecutions(machineArn: string, executions: readonly Execution[]): readonly Measured[] {
  const measure = (name: string, at: number, value: number): Measured => ({
    metric: { namespace: 'AWS/States', name, dimensions: { StateMachineArn: machineArn } },
    sample: { at, value },
  });
  return executions.flatMap(({ status, startedAt, endedAt }) => {
    const started = measure('ExecutionsStarted', startedAt, 1);
    const end = ENDS[status];
    if (end === undefined || endedAt === undefined) return [started];
    return [started, measure(end, endedAt, 1), measure('ExecutionTime', endedAt, endedAt - startedAt)];
  });
}
