import * as z from 'zod/mini';
import type { InvocationContext } from '../invocation-context.ts';
import { createLog, type Log } from '../log/create-log.ts';
import type { Measurements } from '../metrics/create-meter.ts';
import { parseInput } from '../parsing/parse-input.ts';
import { runObserved } from './run-observed.ts';

const item = z.record(z.string(), z.json());
const eventSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
      eventSourceARN: z.string(),
      dynamodb: z.object({
        Keys: item,
        NewImage: z.optional(item),
        OldImage: z.optional(item),
        SequenceNumber: z.optional(z.string()),
      }),
    }),
  ),
});

/** An item as DynamoDB writes it: `{ "pk": { "S": "…" } }`. */
export type StreamItem = z.infer<typeof item>;

export type StreamRecord = {
  readonly change: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** Whose stream it is. */
  readonly table: string;
  readonly keys: StreamItem;
  readonly newItem?: StreamItem | undefined;
  readonly oldItem?: StreamItem | undefined;
};

/**
 * Reads a table's stream, a batch at a time and in order. What throws brings the whole batch again: not every cloud we
 * run on honours partial failures of a stream, so the handler must bear seeing a record twice. What `handle` answers is
 * measured with the batch, and not when it throws.
 */
export function stream(options: {
  readonly service: string;
  readonly name: string;
  readonly handle: (batch: {
    readonly records: readonly StreamRecord[];
    readonly log: Log;
  }) => Promise<Measurements | undefined> | Promise<void>;
  readonly log?: Log;
}): (event: unknown, context: InvocationContext) => Promise<null> {
  const { service, name, handle } = options;
  return runObserved<null>({
    service,
    name,
    log: options.log ?? createLog({ service }),
    work: async (event, log) => {
      const records = parseInput(eventSchema, event).Records.map(({ eventName, eventSourceARN, dynamodb }) => ({
        change: eventName,
        table: tableOf(eventSourceARN),
        keys: dynamodb.Keys,
        newItem: dynamodb.NewImage,
        oldItem: dynamodb.OldImage,
      }));
      const measurements = await handle({ records, log });
      return {
        output: null,
        measurements: { messages: records.length, ...(typeof measurements === 'object' && measurements) },
        fields: { count: records.length },
      };
    },
  });
}

/** `arn:aws:dynamodb:<region>:<account>:table/<table>/stream/<label>` */
function tableOf(streamArn: string): string {
  const [, table = ''] = streamArn.split('/');
  return table;
}
