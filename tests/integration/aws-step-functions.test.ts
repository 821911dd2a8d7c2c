import { DescribeExecutionCommand, ListExecutionsCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { createExecutions, createLifecycle, createTaskTokens } from '@sluice/aws';
import { executionName } from '@sluice/core/upload';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executionsContract } from '../../packages/core/src/operate/executions.contract.ts';
import { taskTokensContract } from '../../packages/core/src/process/task-tokens.contract.ts';
import { lifecycleContract } from '../../packages/core/src/upload/lifecycle.contract.ts';
import { type ProductClients, productClients } from './local-cloud/product-clients.ts';
import { createMachine, executionEnd, startMachine } from './local-cloud/run-machine.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';
import { createQueue, receiveJson, type TestQueue } from './local-cloud/use-queue.ts';

let cloud: TestCloud;
let clients: ProductClients;
let machine: string;
let waiting: string;
let parked: string;
let queue: TestQueue;
beforeAll(async () => {
  cloud = await startTestCloud();
  clients = productClients(cloud.endpoint);
  machine = await createMachine(cloud, 'file-lifecycle', { Done: { Type: 'Succeed' } });
  parked = await createMachine(cloud, 'parked', { Park: { Type: 'Wait', Seconds: 300, End: true } });
  queue = await createQueue(cloud, 'jobs');
  waiting = await createMachine(cloud, 'waiting', {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      HeartbeatSeconds: 300,
      Parameters: { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token' } },
      End: true,
    },
  });
});
afterAll(async () => {
  clients.destroy();
  await cloud.stop();
});

describe('executions on Step Functions', () => {
  executionsContract(async () => {
    const of = { client: clients.sfn, stateMachineArn: parked };
    const prefix = parked.replace(':stateMachine:', ':execution:');
    return {
      executions: createExecutions(of),
      lifecycle: createLifecycle(of),
      abort: async (run) => {
        await clients.sfn.send(new StopExecutionCommand({ executionArn: `${prefix}:${executionName(run)}` }));
      },
    };
  });
});

describe('the lifecycle on Step Functions', () => {
  lifecycleContract(async () => ({
    lifecycle: createLifecycle({ client: clients.sfn, stateMachineArn: machine }),
    executions: async () => {
      const { executions = [] } = await clients.sfn.send(new ListExecutionsCommand({ stateMachineArn: machine }));
      return executions.map(({ name = '' }) => name);
    },
  }));

  it('starts the machine with ids in snake case and the place of every answer, and nothing else', async () => {
    const input = {
      tenantId: 'acme',
      fileId: 'f',
      version: 2,
      run: 3,
      correlationId: 'c',
      userId: 'u',
      priority: 7,
      secret: 'not for the execution',
    };
    await createLifecycle({ client: clients.sfn, stateMachineArn: machine }).start(input);
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${executionName(input)}`;
    const execution = await clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(JSON.parse(execution.input ?? '')).toEqual({
      tenant_id: 'acme',
      file_id: 'f',
      version: 2,
      run: 3,
      correlation_id: 'c',
      user_id: 'u',
      priority: 7,
      from: 'inspect',
      step: { verdict: 'accepted', reason: '', detail: '', review_seconds: 0 },
      results: [],
    });
  });

  it('does not hide a machine that is not there', async () => {
    const lifecycle = createLifecycle({ client: clients.sfn, stateMachineArn: `${machine}-gone` });
    const input = { tenantId: 'a', fileId: 'f', version: 1, run: 1, correlationId: 'c', userId: 'u', priority: 5 };
    await expect(lifecycle.start(input)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });
});

describe('task tokens of Step Functions', () => {
  taskTokensContract(async () => {
    const executions = new Map<string, string>();
    return {
      tokens: createTaskTokens({ client: clients.sfn }),
      issue: async () => {
        const execution = await startMachine(cloud, waiting);
        const message = await receiveJson(cloud, queue);
        const token = String(Object(message).token);
        executions.set(token, execution);
        return token;
      },
      endOf: async (token) => {
        const { status, output, error = '', cause = '' } = await executionEnd(cloud, executions.get(token) ?? '');
        return status === 'SUCCEEDED'
          ? { outcome: 'succeeded', output: Object(output) }
          : { outcome: 'failed', error, cause };
      },
    };
  });
});
