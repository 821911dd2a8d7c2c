import { createDynamoDB, createEventBridge, createEventBus, createOutbox } from '@sluice/aws';
import { createRepublishFacts } from '@sluice/core/history';
import { readEnv, schedule } from '@sluice/lambda';
import { envSchema } from './republish-events.env.ts';

const env = readEnv(envSchema);
const republish = createRepublishFacts({
  bus: createEventBus({ client: createEventBridge(), busName: env.EVENT_BUS_NAME }),
  outbox: createOutbox({ client: createDynamoDB(), tableNames: env.TABLES.split(',') }),
});

export const handler = schedule({
  service: 'foundation',
  name: 'republish-events',
  async handle({ log }) {
    const count = await republish();
    if (count > 0) {
      log.warn('facts published late', { count });
    }
  },
});
