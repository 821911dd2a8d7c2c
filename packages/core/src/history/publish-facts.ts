import type { Envelope } from '@sluice/contracts';
import type { EventBus } from './event-bus.ts';
import type { Outbox, UnpublishedFact } from './outbox.ts';

/** Some facts did not reach the bus. Thrown so that the stream or the sweeper brings them again. */
export class FactsNotPublishedError extends Error {
  override readonly name = 'FactsNotPublished';
  constructor(failed: number, of: number) {
    super(`${failed} of ${of} facts did not reach the bus: they will be tried again`);
  }
}

/** Puts facts on the bus in their envelope and marks them. Twice is fine: the message id stays the same. */
export function createPublishFacts({ bus, outbox }: { bus: EventBus; outbox: Pick<Outbox, 'markPublished'> }) {
  return async (facts: readonly UnpublishedFact[]): Promise<void> => {
    if (facts.length === 0) {
      return;
    }
    const failed = new Set(await bus.publish(facts.map(envelope)));
    const published = facts.filter(({ stored }) => !failed.has(stored.messageId));
    await Promise.all(published.map((fact) => outbox.markPublished(fact)));
    if (failed.size > 0) {
      throw new FactsNotPublishedError(failed.size, facts.length);
    }
  };
}

/** Facts that were to be on the bus minutes ago are published again by the sweeper. */
export const OVERDUE_AFTER_SECONDS = 300;
const SWEEP_BATCH = 100;

/** Publishes what the stream lost. Answers what it was. */
export function createRepublishFacts(deps: { bus: EventBus; outbox: Outbox }) {
  const publish = createPublishFacts(deps);
  return async (): Promise<readonly UnpublishedFact[]> => {
    const overdue = await deps.outbox.overdue(OVERDUE_AFTER_SECONDS, SWEEP_BATCH);
    await publish(overdue);
    return overdue;
  };
}

function envelope({ tenantId, stored }: UnpublishedFact): Envelope<unknown> {
  const { fact, messageId, correlationId, occurredAt, userId, priority } = stored;
  return {
    message_id: messageId,
    correlation_id: correlationId,
    timestamp: occurredAt,
    source_service: SOURCE_OF[fact.type.slice(0, fact.type.indexOf('.'))] ?? 'catalog',
    destination_service: '*',
    message_type: fact.type,
    payload: fact.payload,
    metadata: { user_id: userId, tenant_id: tenantId, priority },
    retry_count: 0,
    max_retries: 3,
  };
}

const SOURCE_OF: Readonly<Record<string, string>> = {
  upload: 'upload',
  file: 'catalog',
  rendition: 'process',
  job: 'process',
  key: 'access',
  tenant: 'access',
};
