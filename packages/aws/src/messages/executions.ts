import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { Executions } from '@sluice/core/operate';
import { executionName } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';

/** A redrive that waits for its turn is as good as one that runs. */
const RUNNING = ['RUNNING', 'PENDING_REDRIVE'];

/** What became of executions of one state machine, asked by their names. */
export function createExecutions({
  client,
  stateMachineArn,
}: {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
}): Executions {
  const prefix = stateMachineArn.replace(':stateMachine:', ':execution:');
  return {
    async statusOf(run) {
      try {
        const { status = 'UNKNOWN' } = await client.send(
          new DescribeExecutionCommand({ executionArn: `${prefix}:${executionName(run)}` }),
        );
        return RUNNING.includes(status) ? { state: 'running' } : { state: 'ended', status };
      } catch (error) {
        if (isNamed(error, 'ExecutionDoesNotExist')) return { state: 'unknown' };
        throw error;
      }
    },
  };
}
