import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createEventBus } from './event-bus.ts';

const eventBridge = mockClient(EventBridgeClient);
beforeEach(() => eventBridge.reset());
const bus = createEventBus({ client: new EventBridgeClient({ region: 'us-east-1' }), busName: 'sluice' });

const event = (n: number, bytes = 10) => ({
  message_id: `message-${n}`,
  correlation_id: 'c',
  timestamp: '2026-01-01T00:00:00.000Z',
  source_service: 'catalog',
  destination_service: '*',
  message_type: 'file.published',
  payload: 'x'.repeat(bytes),
  metadata: { user_id: 'u', tenant_id: 'acme', priority: 5 },
  retry_count: 0,
  max_retries: 3,
});
const events = (count: number, bytes?: number) => Array.from({ length: count }, (_, n) => event(n, bytes));
const batches = () => eventBridge.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? []);

/** EventBridge takes everything but the entries with these messages. */
const accept = (...refused: readonly string[]) =>
  eventBridge.on(PutEventsCommand).callsFake(({ Entries }) => ({
    Entries: Entries.map(({ Detail }: { Detail: string }) =>
      refused.includes(JSON.parse(Detail).message_id) ? { ErrorCode: 'ThrottlingException' } : { EventId: 'e' },
    ),
  }));

describe('publishing on EventBridge', () => {
  it.each([
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('sends %i events as batches of %j', async (count, sizes) => {
    accept();
    expect(await bus.publish(events(count))).toEqual([]);
    expect(batches().map(({ length }) => length)).toEqual(sizes);
  });

  it('keeps a batch within 256 KiB', async () => {
    accept();
    await bus.publish(events(10, 60_000));
    expect(batches().map(({ length }) => length)).toEqual([4, 4, 2]);
    for (const batch of batches()) {
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(256 * 1024);
    }
  });

  it('says who speaks, about what and when, and carries the envelope', async () => {
    accept();
    await bus.publish([event(1)]);
    expect(batches()).toEqual([
      [
        {
          EventBusName: 'sluice',
          Source: 'sluice.catalog',
          DetailType: 'file.published',
          Detail: JSON.stringify(event(1)),
          Time: new Date('2026-01-01T00:00:00.000Z'),
        },
      ],
    ]);
  });

  it('answers the messages that were refused, of every batch', async () => {
    accept('message-3', 'message-11');
    expect(await bus.publish(events(12))).toEqual(['message-3', 'message-11']);
  });

  it('throws when a call fails', async () => {
    eventBridge.on(PutEventsCommand).rejects(new Error('down'));
    await expect(bus.publish(events(1))).rejects.toThrow('down');
  });
});
