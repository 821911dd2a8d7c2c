import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createExecutions } from './executions.ts';

const client = mockClient(SFNClient);
beforeEach(() => client.reset());

const executions = createExecutions({
  client: new SFNClient({ region: 'eu-west-1' }),
  stateMachineArn: 'arn:aws:states:eu-west-1:1:stateMachine:sluice-dev-file-lifecycle',
});
const run = { fileId: 'file-1', version: 2, run: 3 };

describe('an execution of the state machine', () => {
  it('is asked for by the name of its run', async () => {
    client.on(DescribeExecutionCommand).resolves({ status: 'RUNNING' });
    await executions.statusOf(run);
    expect(client.commandCalls(DescribeExecutionCommand)[0]?.args[0].input).toEqual({
      executionArn: 'arn:aws:states:eu-west-1:1:execution:sluice-dev-file-lifecycle:file-1.2.3',
    });
  });

  it.each(['RUNNING', 'PENDING_REDRIVE'] as const)('runs when it is %s', async (status) => {
    client.on(DescribeExecutionCommand).resolves({ status });
    expect(await executions.statusOf(run)).toEqual({ state: 'running' });
  });

  it.each(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const)('has ended when it is %s', async (status) => {
    client.on(DescribeExecutionCommand).resolves({ status });
    expect(await executions.statusOf(run)).toEqual({ state: 'ended', status });
  });

  it('is unknown when there is none', async () => {
    client.on(DescribeExecutionCommand).rejects(Object.assign(new Error('no'), { name: 'ExecutionDoesNotExist' }));
    expect(await executions.statusOf(run)).toEqual({ state: 'unknown' });
  });

  it('is not called unknown because nobody could be asked', async () => {
    client.on(DescribeExecutionCommand).rejects(Object.assign(new Error('slow'), { name: 'ThrottlingException' }));
    await expect(executions.statusOf(run)).rejects.toThrow('slow');
  });
});
