import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRequeue } from './requeue.ts';

const client = mockClient(SQSClient);
beforeEach(() => client.reset());
const requeue = createRequeue({
  client: new SQSClient({ region: 'eu-west-1' }),
  queueUrls: { arrivals: 'https://q/1' },
});

describe('a dead message', () => {
  it('goes back to its queue as it was', async () => {
    client.on(SendMessageCommand).resolves({});
    expect(await requeue.send('arrivals', '{"a":1}')).toBe('sent');
    expect(client.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl: 'https://q/1',
      MessageBody: '{"a":1}',
    });
  });

  it.each(['calls', 'constructor'])('of no queue we know (%s) goes nowhere', async (queue) => {
    expect(await requeue.send(queue, 'x')).toBe('unknown_queue');
    expect(client.calls()).toEqual([]);
  });
});
