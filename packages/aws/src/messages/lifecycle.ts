import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { executionName, type Lifecycle, startOfLifecycle } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';

/** Starts the flow on Step Functions. The name makes it exactly one execution for 90 days, whoever asks. */
export function createLifecycle({
  client,
  stateMachineArn,
}: {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
}): Lifecycle {
  return {
    async start(input, from) {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn,
            name: executionName(input),
            input: JSON.stringify(startOfLifecycle(input, from)),
          }),
        );
        return 'started';
      } catch (error) {
        if (isNamed(error, 'ExecutionAlreadyExists')) {
          return 'already_started';
        }
        throw error;
      }
    },
  };
}
