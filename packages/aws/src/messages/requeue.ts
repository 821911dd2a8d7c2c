import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Requeue } from '@sluice/core/operate';

type Config = {
  readonly client: SQSClient /** By the names letters have of them. */;
  readonly queueUrls: Readonly<Record<string, string>>;
};

/** Sends dead messages back to their queues on SQS. */
export function createRequeue({ client, queueUrls }: Config): Requeue {
  const urls = new Map(Object.entries(queueUrls));
  return {
    async send(queue, MessageBody) {
      const QueueUrl = urls.get(queue);
      if (QueueUrl === undefined) return 'unknown_queue';
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      return 'sent';
    },
  };
}
