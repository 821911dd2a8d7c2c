import type { Envelope } from '@sluice/contracts';

/** Publishes facts to whoever subscribed. Answers the message ids that did not get through. */
export interface EventBus {
  publish(events: readonly Envelope<unknown>[]): Promise<readonly string[]>;
}
