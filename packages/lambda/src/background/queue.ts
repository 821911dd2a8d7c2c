import * as z from 'zod/mini';
import type { InvocationContext } from '../invocation-context.ts';
import { createLog, type Log } from '../log/create-log.ts';
import { parseInput } from '../parsing/parse-input.ts';
import { readCorrelationId } from './correlation-id.ts';
import { runObserved } from './run-observed.ts';

const recordSchema = z.object({
  messageId: z.string(),
  receiptHandle: z.string(),
  body: z.string(),
  attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
  eventSourceARN: z.optional(z.string()),
});
type QueueRecord = z.infer<typeof recordSchema>;
const batchSchema = z.object({ Records: z.array(recordSchema) });

export type Delivery<Message> = {
  readonly message: Message;
  /** The message as text, for who keeps it whole. */
  readonly body: string;
  /** The name of the queue it came from, for who consumes several; empty when nothing says. */
  readonly queueName: string;
  readonly messageId: string;
  /** Names this delivery of the message to the queue, to change how long it stays hidden. */
  readonly receiptHandle: string;
  /** 1 on the first delivery; the envelope's `retry_count` is one less. */
  readonly receiveCount: number;
  /** The message's own, else its id in the queue. */
  readonly correlationId: string;
  readonly log: Log;
};

/** Nothing when the message is done with; otherwise it comes again after so many seconds (0 to 43,200). */
export type DeliveryAnswer = undefined | { readonly retryInSeconds: number };

export type QueueResult = { batchItemFailures: { itemIdentifier: string }[] };

/**
 * Consumes a queue with partial batch failures: each message is handled alone, at the same time as its batch. What
 * throws, does not parse or asks for a retry stays in the queue, and so comes to the dead letters after its receives.
 * The event source must report batch item failures.
 *
 * @example
 * export const handler = queue({ service: 'process', name: 'image-worker', schema: requestedJobSchema, handle, delayRetry });
 */
export function queue<S extends z.ZodMiniType>(options: {
  readonly service: string;
  readonly name: string;
  /** Of the body, after JSON.parse. */
  readonly schema: S;
  readonly handle: (delivery: Delivery<z.output<S>>) => Promise<DeliveryAnswer | undefined>;
  /** Changes the visibility of a delivery. Without it a retry comes when the queue's own visibility ends. */
  readonly delayRetry?: (receiptHandle: string, seconds: number, queueName: string) => Promise<void>;
  readonly log?: Log;
}): (event: unknown, context: InvocationContext) => Promise<QueueResult> {
  const { service, name, schema, handle, delayRetry } = options;

  const consume = async (record: QueueRecord, batchLog: Log): Promise<'done' | 'again'> => {
    const { messageId, receiptHandle } = record;
    const receiveCount = record.attributes.ApproximateReceiveCount;
    const queueName = record.eventSourceARN?.split(':').at(-1) ?? '';
    let log = batchLog.with({ message_id: messageId, receive_count: receiveCount });
    try {
      const body: unknown = readJson(record.body);
      const correlationId = readCorrelationId(body) ?? messageId;
      log = log.with({ correlation_id: correlationId });
      const message = parseInput(schema, body);
      const answer = await handle({
        message,
        body: record.body,
        queueName,
        messageId,
        receiptHandle,
        receiveCount,
        correlationId,
        log,
      });
      if (answer === undefined) return 'done';
      log.warn('message comes again', { retry_in_seconds: answer.retryInSeconds });
      await delayRetry?.(receiptHandle, answer.retryInSeconds, queueName);
    } catch (error) {
      log.error('message failed', { error });
    }
    return 'again';
  };

  return runObserved<QueueResult>({
    service,
    name,
    log: options.log ?? createLog({ service }),
    work: async (event, log) => {
      const { Records: records } = parseInput(batchSchema, event);
      const ends = await Promise.all(records.map((record) => consume(record, log)));
      const failed = records.filter((_, index) => ends[index] === 'again');
      return {
        output: { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) },
        measurements: { messages: records.length, ...(failed.length > 0 ? { messageFailures: failed.length } : {}) },
        fields: { count: records.length },
      };
    },
  });
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // What JSON.parse says quotes the body.
    return undefined;
  }
}
