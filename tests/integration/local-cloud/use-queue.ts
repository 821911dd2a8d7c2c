import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { waitUntil } from '../../../localstack/processes/wait-until.ts';

type Cloud = { readonly sqs: SQSClient };
export type TestQueue = { readonly url: string; readonly arn: string };

/** Creates a queue; with `deadLetters`, a message goes there after `maxReceives`. Visibility is in seconds. */
export const createQueue = async (
  { sqs }: Cloud,
  name: string,
  options: { readonly visibility?: number; readonly deadLetters?: TestQueue; readonly maxReceives?: number } = {},
): Promise<TestQueue> => {
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        VisibilityTimeout: String(options.visibility ?? 30),
        ...(options.deadLetters === undefined
          ? {}
          : {
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: options.deadLetters.arn,
                maxReceiveCount: options.maxReceives ?? 1,
              }),
            }),
      },
    }),
  );
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return { url: QueueUrl, arn: Attributes?.QueueArn ?? '' };
};

/** The body of the next message, parsed. It stays in flight: nobody else receives it meanwhile. */
export const receiveJson = ({ sqs }: Cloud, queue: TestQueue): Promise<unknown> =>
  waitUntil(
    'a message arrives',
    async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 1 }));
      const body = Messages?.[0]?.Body;
      return body === undefined ? undefined : JSON.parse(body);
    },
    { timeoutMs: 10_000 },
  );
