import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it, vi } from 'vitest';
import { collectSamples } from './collect-samples.ts';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:sluice-dev-file-lifecycle';
const at = (seconds: number) => new Date(seconds * 1000);

function cloud(log: readonly object[] = []) {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const target = new Headers(init?.headers).get('x-amz-target') ?? '';
    const groups = { logGroups: [{ logGroupName: '/sluice/dev/upload/api' }] };
    return new Response(JSON.stringify(target.endsWith('DescribeLogGroups') ? groups : { events: log }));
  });
  const states = mockClient(SFNClient);
  states.on(ListStateMachinesCommand).resolves({
    stateMachines: [
      { stateMachineArn: MACHINE, name: 'sluice-dev-file-lifecycle', type: 'STANDARD', creationDate: at(0) },
      { stateMachineArn: 'arn:other', name: 'other', type: 'STANDARD', creationDate: at(0) },
    ],
  });
  const queues = mockClient(SQSClient);
  queues.on(ListQueuesCommand).resolves({ QueueUrls: ['http://127.0.0.1:4566/000000000000/sluice-dev-q'] });
  queues.on(GetQueueAttributesCommand).resolves({
    Attributes: { ApproximateNumberOfMessages: '2', ApproximateNumberOfMessagesNotVisible: '1' },
  });
  const collect = () =>
    collectSamples({
      cloudUrl: 'http://127.0.0.1:4566',
      sqs: new SQSClient({ region: 'us-east-1' }),
      stepFunctions: new SFNClient({ region: 'us-east-1' }),
      since: 100_000,
      now: 500_000,
    });
  return { states, collect };
}
const execution = (startDate: Date) => ({
  executionArn: 'e',
  stateMachineArn: MACHINE,
  name: 'e',
  status: 'RUNNING' as const,
  startDate,
});

describe('what the local cloud can tell', () => {
  it('is the state of queues as of now', async () => {
    const { states, collect } = cloud();
    states.on(ListExecutionsCommand).resolves({ executions: [] });

    expect(await collect()).toContainEqual({
      metric: {
        namespace: 'AWS/SQS',
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: 'sluice-dev-q' },
      },
      sample: { at: 500_000, value: 2 },
    });
  });

  it('is what functions measured since then, whenever it was logged', async () => {
    const line = (Timestamp: number) => ({
      timestamp: 400_000,
      message: JSON.stringify({
        _aws: { Timestamp, CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [[]], Metrics: [{ Name: 'M' }] }] },
        M: 1,
      }),
    });
    const { states, collect } = cloud([line(99_999), line(100_000)]);
    states.on(ListExecutionsCommand).resolves({ executions: [] });

    const measured = (await collect()).filter(({ metric }) => metric.namespace === 'N');

    expect(measured.map(({ sample }) => sample.at)).toEqual([100_000]);
  });

  it('is the executions of our machine since then, and no page more than that takes', async () => {
    const { states, collect } = cloud();
    states
      .on(ListExecutionsCommand)
      .resolvesOnce({ executions: [execution(at(400))], nextToken: '2' })
      .resolvesOnce({ executions: [execution(at(200)), execution(at(50))], nextToken: '3' });

    const started = (await collect()).filter(({ metric }) => metric.name === 'ExecutionsStarted');

    expect(started.map(({ sample }) => sample.at)).toEqual([400_000, 200_000]);
    expect(states.commandCalls(ListExecutionsCommand)).toHaveLength(2);
  });
});
