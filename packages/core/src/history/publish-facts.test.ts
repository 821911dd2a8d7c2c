import { describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { inMemoryEventBus } from './in-memory-event-bus.ts';
import { inMemoryOutbox } from './in-memory-outbox.ts';
import type { UnpublishedFact } from './outbox.ts';
import { createPublishFacts, createRepublishFacts } from './publish-facts.ts';

const FILE_ID = '019b76da-a800-7000-8000-000000000001';

function setUp() {
  const clock = fixedClock();
  const bus = inMemoryEventBus();
  const outbox = inMemoryOutbox({ clock });
  const add = (sequence: number): UnpublishedFact => {
    const fact: UnpublishedFact = {
      table: 'history',
      tenantId: 'acme',
      pk: `TENANT#acme#FILE#${FILE_ID}`,
      sk: `EVENT#${sequence}`,
      stored: {
        sequence,
        messageId: `message-${sequence}`,
        occurredAt: new Date(clock()).toISOString(),
        correlationId: 'correlation-1',
        userId: 'user-1',
        priority: 7,
        fact: {
          type: 'file.published',
          payload: { schema_version: 1, file_id: FILE_ID, version: 1, run: 1, partial: false },
        },
      },
    };
    outbox.add(fact);
    return fact;
  };
  return { clock, bus, outbox, add, publish: createPublishFacts({ bus, outbox }) };
}

describe('publishing facts', () => {
  it('puts each on the bus in its envelope, and marks it', async () => {
    const { bus, outbox, add, publish } = setUp();
    await publish([add(1)]);
    expect(bus.published).toEqual([
      {
        message_id: 'message-1',
        correlation_id: 'correlation-1',
        timestamp: '2026-01-01T00:00:00.000Z',
        source_service: 'catalog',
        destination_service: '*',
        message_type: 'file.published',
        payload: { schema_version: 1, file_id: FILE_ID, version: 1, run: 1, partial: false },
        metadata: { user_id: 'user-1', tenant_id: 'acme', priority: 7 },
        retry_count: 0,
        max_retries: 3,
      },
    ]);
    expect(outbox.pending()).toEqual([]);
  });

  it('marks those that got through, and fails for the others so that they come again', async () => {
    const { bus, outbox, add, publish } = setUp();
    const facts = [add(1), add(2), add(3)];
    bus.refuse('message-2');
    await expect(publish(facts)).rejects.toMatchObject({
      name: 'FactsNotPublished',
      message: expect.stringContaining('1 of 3'),
    });
    expect(outbox.pending()).toEqual([facts[1]]);
  });

  it('marks nothing when the bus is down', async () => {
    const { outbox, add } = setUp();
    const fact = add(1);
    const bus = { publish: async () => Promise.reject(new Error('down')) };
    await expect(createPublishFacts({ bus, outbox })([fact])).rejects.toThrow('down');
    expect(outbox.pending()).toEqual([fact]);
  });

  it('of nothing does nothing', async () => {
    const { bus, publish } = setUp();
    await publish([]);
    expect(bus.published).toEqual([]);
  });
});

describe('the sweeper', () => {
  it('publishes what is overdue, once, and says what it was', async () => {
    const { bus, outbox, add, clock } = setUp();
    const republish = createRepublishFacts({ bus, outbox });
    add(1);
    clock.advance(299_000);
    expect(await republish()).toEqual([]);
    add(2);
    clock.advance(1_000);
    expect((await republish()).map(({ stored }) => stored.messageId)).toEqual(['message-1']);
    expect(await republish()).toEqual([]);
    expect(bus.published.map(({ message_id }) => message_id)).toEqual(['message-1']);
  });
});
