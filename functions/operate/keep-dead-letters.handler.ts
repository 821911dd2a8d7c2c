import { createDeadLetters, createDynamoDB } from '@sluice/aws';
import { createKeepLetter } from '@sluice/core/operate';
import { systemClock } from '@sluice/core/runtime';
import { queue, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { envSchema } from './keep-dead-letters.env.ts';

const queuesSchema = z.record(z.string(), z.object({ name: z.string(), receives: z.exactOptional(z.int()) }));

const env = readEnv(envSchema);
const queues = z.parse(queuesSchema, JSON.parse(env.QUEUES));
const keepLetter = createKeepLetter({
  deadLetters: createDeadLetters({ client: createDynamoDB(), tableName: env.DEAD_LETTERS_TABLE }),
  clock: systemClock,
});

export const handler = queue({
  service: 'operate',
  name: 'keep-dead-letters',
  // Whatever it is, it is kept: what cannot be read died for that very reason.
  schema: z.unknown(),
  async handle({ messageId, body, queueName, receiveCount, log }) {
    const { name, receives } = queues[queueName] ?? { name: queueName };
    const { reason, tenantId, fileId, uploadId, task } = await keepLetter({
      messageId,
      queue: name,
      body,
      receives: receiveCount,
      maxReceives: receives,
    });
    log.error('message died', { reason, tenant_id: tenantId, file_id: fileId, upload_id: uploadId, task });
    return undefined;
  },
});
