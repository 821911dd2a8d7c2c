import type { Envelope } from '@sluice/contracts';
import type { EventBus } from './event-bus.ts';

export type InMemoryEventBus = EventBus & {
  readonly published: readonly Envelope<unknown>[];
  /** From now on events with these message ids do not get through. */
  refuse(...messageIds: readonly string[]): void;
};

/** The port in memory: what got through is in `published`. */
export function inMemoryEventBus(): InMemoryEventBus {
  const published: Envelope<unknown>[] = [];
  let refused: readonly string[] = [];
  return {
    published,
    refuse(...messageIds) {
      refused = messageIds;
    },
    async publish(events) {
      const [failed, good] = [true, false].map((bad) =>
        events.filter(({ message_id }) => refused.includes(message_id) === bad),
      );
      published.push(...(good ?? []));
      return (failed ?? []).map(({ message_id }) => message_id);
    },
  };
}
