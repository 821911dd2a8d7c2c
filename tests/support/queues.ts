import {
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { awsClients } from './aws-clients.ts';
import { eventually } from './eventually.ts';

/** How many messages lie in a queue, waiting or being worked on. */
export async function depthOf(queueUrl: string): Promise<number> {
  const { Attributes = {} } = await awsClients().sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages ?? 0) + Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0)
  );
}

/** Stops the queue's consumer, lets `act` fill the queue with `count` messages, puts each in twice, and lets the consumer go on. */
export async function deliverTwice<T>(queueUrl: string, count: number, act: () => Promise<T>): Promise<T> {
  const { sqs } = awsClients();
  await consume(queueUrl, false);
  try {
    const result = await act();
    const doubled = new Set<string>();
    await eventually(`${count} messages in ${queueUrl}`, async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 30 }),
      );
      for (const { Body = '', ReceiptHandle, MessageId = '' } of Messages) {
        doubled.add(MessageId);
        await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: Body, DelaySeconds: 5 }));
        await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: Body, DelaySeconds: 5 }));
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
      return doubled.size >= count;
    });
    return result;
  } finally {
    await consume(queueUrl, true);
  }
}

/** Does something while what comes to a queue stays there. */
export async function whileNobodyConsumes<T>(queueUrl: string, act: () => Promise<T>): Promise<T> {
  await consume(queueUrl, false);
  try {
    return await act();
  } finally {
    await consume(queueUrl, true);
  }
}

/** Switches the one consumer of a queue on or off. */
async function consume(queueUrl: string, enabled: boolean): Promise<void> {
  const { lambda, sqs } = awsClients();
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: Attributes?.QueueArn }),
  );
  const [mapping] = EventSourceMappings;
  if (mapping?.UUID === undefined) {
    throw new Error(`nobody consumes ${queueUrl}`);
  }
  const { UUID } = mapping;
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }));
  await eventually(`consumer of ${queueUrl} ${enabled ? 'on' : 'off'}`, async () => {
    const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    return State === (enabled ? 'Enabled' : 'Disabled');
  });
}
