import { describe, expect, it } from 'vitest';
import { eventBusContract } from './event-bus.contract.ts';
import { inMemoryEventBus } from './in-memory-event-bus.ts';

describe('the event bus in memory', () => {
  eventBusContract(async () => {
    const bus = inMemoryEventBus();
    return { bus, received: async () => bus.published };
  });

  it('answers what it was told to refuse', async () => {
    const bus = inMemoryEventBus();
    bus.refuse('2');
    const event = {
      correlation_id: 'c',
      timestamp: '2026-01-01T00:00:00.000Z',
      source_service: 'catalog',
      destination_service: '*',
      message_type: 'file.published',
      payload: {},
      metadata: { user_id: 'u', tenant_id: 't', priority: 5 },
      retry_count: 0,
      max_retries: 3,
    };
    expect(await bus.publish(['1', '2', '3'].map((message_id) => ({ ...event, message_id })))).toEqual(['2']);
    expect(bus.published.map(({ message_id }) => message_id)).toEqual(['1', '3']);
  });
});
