import { describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.ts';
import { type StreamRecord, stream } from './stream.ts';

const arn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/history/stream/2026-01-01T00:00:00.000';
const inserted = {
  eventID: '1',
  eventName: 'INSERT',
  eventSourceARN: arn,
  dynamodb: { Keys: { pk: { S: 'a' } }, NewImage: { pk: { S: 'a' }, n: { N: '1' } }, SequenceNumber: '1' },
};

function reader(handle: (records: readonly StreamRecord[]) => Promise<void>) {
  const lines: string[] = [];
  const log = createLog({ service: 'foundation', write: (line) => lines.push(line) });
  const read = stream({ service: 'foundation', name: 'publish-events', handle: ({ records }) => handle(records), log });
  return { read: (...records: unknown[]) => read({ Records: records }, { awsRequestId: 'i1' }), lines };
}

describe('a batch of a table’s stream', () => {
  it('is handed over in order, each record with its table, keys and images', async () => {
    const seen: StreamRecord[] = [];
    const { read } = reader(async (records) => void seen.push(...records));
    const removed = {
      ...inserted,
      eventName: 'REMOVE',
      dynamodb: { Keys: { pk: { S: 'b' } }, OldImage: { pk: { S: 'b' } } },
    };

    expect(await read(inserted, removed)).toBeNull();

    expect(seen).toEqual([
      { change: 'INSERT', table: 'history', keys: { pk: { S: 'a' } }, newItem: { pk: { S: 'a' }, n: { N: '1' } } },
      { change: 'REMOVE', table: 'history', keys: { pk: { S: 'b' } }, oldItem: { pk: { S: 'b' } } },
    ]);
  });

  it('comes again as a whole when its handler throws', async () => {
    const { read, lines } = reader(async () => {
      throw Object.assign(new Error('bus'), { name: 'BusError' });
    });

    await expect(read(inserted)).rejects.toMatchObject({ name: 'BusError' });
    expect(lines.at(-1)).toContain('"ServerErrors":1');
  });

  it('is counted', async () => {
    const { read, lines } = reader(async () => undefined);

    await read(inserted, inserted);

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'publish-events', count: 2, Messages: 2 });
  });

  it('is measured with what its handler counted', async () => {
    const lines: string[] = [];
    const log = createLog({ service: 'foundation', write: (line) => lines.push(line) });
    const handle = async () => ({ filesPublished: 2 });
    const read = stream({ service: 'foundation', name: 'publish-events', handle, log });

    await read({ Records: [inserted] }, { awsRequestId: 'i1' });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ Messages: 1, FilesPublished: 2 });
  });

  it('is refused when it is none', async () => {
    await expect(reader(async () => undefined).read({ eventName: 'DROP' })).rejects.toMatchObject({
      name: 'InvalidInputError',
    });
  });
});
