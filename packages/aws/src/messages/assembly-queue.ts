import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AssemblyMessage } from '@sluice/contracts';
import { type Clock, type Ids, randomIds, systemClock } from '@sluice/core/runtime';
import type { AssemblyQueue } from '@sluice/core/upload';

type Config = {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** @default systemClock */
  readonly clock?: Clock;
  /** @default randomIds */
  readonly ids?: Ids;
};

/** Uploads whose parts are to be put together, as messages of a queue. */
export function createAssemblyQueue({
  client,
  queueUrl,
  clock = systemClock,
  ids = randomIds(clock),
}: Config): AssemblyQueue {
  return {
    async send({ tenantId, uploadId, ownerId, correlationId, priority }) {
      const message: AssemblyMessage = {
        message_id: ids(),
        correlation_id: correlationId,
        timestamp: new Date(clock()).toISOString(),
        source_service: 'upload',
        destination_service: 'upload',
        message_type: 'assembly.requested',
        payload: { upload_id: uploadId },
        metadata: { user_id: ownerId, tenant_id: tenantId, priority },
        retry_count: 0,
        max_retries: 4,
      };
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
    },
  };
}
