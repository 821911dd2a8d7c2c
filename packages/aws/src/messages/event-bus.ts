import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Envelope } from '@sluice/contracts';
import type { EventBus } from '@sluice/core/history';

type Config = { readonly client: EventBridgeClient; readonly busName: string };
type Event = { readonly messageId: string; readonly bytes: number; readonly entry: PutEventsRequestEntry };

/** What EventBridge takes at once: ten events, and 256 KiB of them. */
const MAX_EVENTS = 10;
const MAX_BYTES = 256 * 1024;

/** Facts on EventBridge. Answers the message ids it refused; throws when the whole call failed. */
export function createEventBus({ client, busName }: Config): EventBus {
  const send = async (batch: readonly Event[]): Promise<string[]> => {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }));
    return batch.filter((_, index) => Entries[index]?.EventId === undefined).map(({ messageId }) => messageId);
  };

  return {
    async publish(events) {
      const failed: string[] = [];
      for (const batch of batches(events.map((event) => eventOf(event, busName)))) {
        failed.push(...(await send(batch)));
      }
      return failed;
    },
  };
}

function eventOf(envelope: Envelope<unknown>, EventBusName: string): Event {
  const Detail = JSON.stringify(envelope);
  const entry = {
    EventBusName,
    Source: `sluice.${envelope.source_service}`,
    DetailType: envelope.message_type,
    Detail,
    Time: new Date(envelope.timestamp),
  };
  // Its time counts 14 bytes (docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html).
  const bytes = 14 + entry.Source.length + entry.DetailType.length + Buffer.byteLength(Detail);
  return { messageId: envelope.message_id, bytes, entry };
}

function batches(events: readonly Event[]): Event[][] {
  const all: Event[][] = [];
  let room = 0;
  for (const event of events) {
    const batch = all.at(-1);
    if (batch === undefined || batch.length === MAX_EVENTS || event.bytes > room) {
      all.push([event]);
      room = MAX_BYTES - event.bytes;
    } else {
      batch.push(event);
      room -= event.bytes;
    }
  }
  return all;
}
