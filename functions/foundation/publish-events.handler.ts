import { createDynamoDB, createEventBridge, createEventBus, createOutbox, parseStreamImage } from '@sluice/aws';
import { createPublishFacts } from '@sluice/core/history';
import { readEnv, stream } from '@sluice/lambda';
import { countFacts } from './count-facts.ts';
import { envSchema } from './publish-events.env.ts';

const env = readEnv(envSchema);
const publish = createPublishFacts({
  bus: createEventBus({ client: createEventBridge(), busName: env.EVENT_BUS_NAME }),
  outbox: createOutbox({ client: createDynamoDB(), tableNames: [] }),
});

export const handler = stream({
  service: 'foundation',
  name: 'publish-events',
  async handle({ records }) {
    const facts = records.flatMap(({ change, table, newItem }) =>
      change === 'INSERT' ? (parseStreamImage(table, newItem) ?? []) : [],
    );
    await publish(facts);
    return countFacts(facts);
  },
});
