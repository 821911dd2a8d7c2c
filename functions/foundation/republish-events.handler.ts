import { createDynamoDB, createEventBridge, createEventBus, createOutbox } from '@sluice/aws';
import { createRepublishFacts } from '@sluice/core/history';
import { readEnv, schedule } from '@sluice/lambda';
import { countFacts } from './count-facts.ts';
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
    const facts = await republish();
    if (facts.length > 0) {
      log.warn('facts published late', { count: facts.length });
    }
    return countFacts(facts);
  },
});
