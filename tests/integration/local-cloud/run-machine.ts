import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { waitUntil } from '../../../localstack/processes/wait-until.ts';

type Cloud = { readonly sfn: SFNClient };

/** Creates a state machine of these states, the first being `StartAt`, and answers its ARN. */
export const createMachine = async (
  { sfn }: Cloud,
  name: string,
  states: Readonly<Record<string, unknown>>,
  rest: Readonly<Record<string, unknown>> = {},
): Promise<string> => {
  const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states, ...rest });
  const created = await sfn.send(
    new CreateStateMachineCommand({ name, definition, roleArn: 'arn:aws:iam::000000000000:role/test' }),
  );
  return created.stateMachineArn ?? '';
};

export const startMachine = async ({ sfn }: Cloud, machine: string, input: unknown = {}): Promise<string> => {
  const started = await sfn.send(new StartExecutionCommand({ stateMachineArn: machine, input: JSON.stringify(input) }));
  return started.executionArn ?? '';
};

export type Ended = Pick<DescribeExecutionCommandOutput, 'status' | 'error' | 'cause'> & {
  readonly output: unknown;
  readonly durationMs: number;
};

/** Waits until the execution is over. */
export const executionEnd = ({ sfn }: Cloud, execution: string, timeoutMs = 15_000): Promise<Ended> =>
  waitUntil(
    'the execution ends',
    async () => {
      const now = await sfn.send(new DescribeExecutionCommand({ executionArn: execution }));
      if (now.status === 'RUNNING') return undefined;
      return {
        status: now.status,
        error: now.error,
        cause: now.cause,
        output: now.status === 'SUCCEEDED' ? JSON.parse(now.output ?? 'null') : undefined,
        durationMs: Number(now.stopDate) - Number(now.startDate),
      };
    },
    { timeoutMs, everyMs: 10 },
  );

/** Starts an execution and waits for its end. */
export const runMachine = async (cloud: Cloud, machine: string, input: unknown = {}): Promise<Ended> =>
  executionEnd(cloud, await startMachine(cloud, machine, input));
