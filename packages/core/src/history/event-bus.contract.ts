import type { Envelope } from '@sluice/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { EventBus } from './event-bus.ts';

export type EventBusUnderTest = {
  readonly bus: EventBus;
  /** What a subscriber to everything received, in any order; waits for so many. */
  readonly received: (count: number) => Promise<readonly unknown[]>;
};

const nextId = sequentialIds(fixedClock());

function envelope(more: Partial<Envelope<unknown>> = {}): Envelope<unknown> {
  return {
    message_id: nextId(),
    correlation_id: 'correlation-1',
    timestamp: '2026-01-01T00:00:00.000Z',
    source_service: 'catalog',
    destination_service: '*',
    message_type: 'file.published',
    payload: { schema_version: 1, file_id: 'f', detail: 'ünïcode "quoted" \u{1F4C4}' },
    metadata: { user_id: 'user-1', tenant_id: 'acme', priority: 5 },
    retry_count: 0,
    max_retries: 3,
    ...more,
  };
}

const byId = (events: readonly unknown[]) =>
  [...events].sort((a, b) => (String(Object(a).message_id) < String(Object(b).message_id) ? -1 : 1));

/** What every EventBus does. `make` answers one nobody has published on. */
export function eventBusContract(make: () => Promise<EventBusUnderTest>): void {
  let bus: EventBus;
  let received: EventBusUnderTest['received'];
  beforeEach(async () => {
    ({ bus, received } = await make());
  });

  describe('published events', () => {
    it('reach a subscriber whole', async () => {
      const event = envelope();
      expect(await bus.publish([event])).toEqual([]);
      expect(await received(1)).toEqual([event]);
    });

    it('all get through, however many there are', async () => {
      const events = Array.from({ length: 23 }, () => envelope());
      expect(await bus.publish(events)).toEqual([]);
      expect(byId(await received(23))).toEqual(byId(events));
    });

    it('all get through, however large they are together', async () => {
      const events = Array.from({ length: 7 }, () => envelope({ payload: { detail: 'é'.repeat(40_000) } }));
      expect(await bus.publish(events)).toEqual([]);
      expect(byId(await received(7))).toEqual(byId(events));
    });

    it('can be none', async () => {
      expect(await bus.publish([])).toEqual([]);
      expect(await received(0)).toEqual([]);
    });
  });
}
