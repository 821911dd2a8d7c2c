import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createLog } from '../log/create-log.ts';
import { type Delivery, type DeliveryAnswer, queue } from './queue.ts';

const schema = z.object({ job_id: z.string(), correlation_id: z.optional(z.string()) });
type Message = z.infer<typeof schema>;
const context = { awsRequestId: 'invocation-1' };

function record(messageId: string, body: unknown = { job_id: messageId }, receives = 1) {
  return {
    messageId,
    receiptHandle: `receipt-${messageId}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '1' },
    eventSource: 'aws:sqs',
  };
}

function consumer(
  handle: (delivery: Delivery<Message>) => Promise<DeliveryAnswer>,
  delayRetry?: (receiptHandle: string, seconds: number, queueName: string) => Promise<void>,
) {
  const lines: string[] = [];
  const log = createLog({ service: 'process', write: (line) => lines.push(line) });
  const consume = queue({ service: 'process', name: 'worker', schema, handle, log, ...(delayRetry && { delayRetry }) });
  return {
    consume: async (...records: unknown[]) =>
      (await consume({ Records: records }, context)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    logged: () => lines.map((line): Record<string, unknown> => JSON.parse(line)),
  };
}

describe('a batch of messages', () => {
  it('is done when every handler is, each given its own message', async () => {
    const seen: unknown[] = [];
    const { consume } = consumer(async ({ log: _, ...delivery }) => {
      seen.push(delivery);
      return undefined;
    });

    expect(await consume(record('a'), record('b', { job_id: 'b', correlation_id: 'c-1' }, 3))).toEqual([]);
    expect(seen).toEqual([
      {
        message: { job_id: 'a' },
        body: '{"job_id":"a"}',
        queueName: '',
        messageId: 'a',
        receiptHandle: 'receipt-a',
        receiveCount: 1,
        correlationId: 'a',
      },
      {
        message: { job_id: 'b', correlation_id: 'c-1' },
        body: '{"job_id":"b","correlation_id":"c-1"}',
        queueName: '',
        messageId: 'b',
        receiptHandle: 'receipt-b',
        receiveCount: 3,
        correlationId: 'c-1',
      },
    ]);
  });

  it('says which queue it came from, where one function consumes several', async () => {
    const seen: string[] = [];
    const { consume } = consumer(async ({ queueName }) => {
      seen.push(queueName);
      return undefined;
    });

    await consume({ ...record('a'), eventSourceARN: 'arn:aws:sqs:eu-west-1:1:dead-jobs' });
    expect(seen).toEqual(['dead-jobs']);
  });

  it('brings back only what failed', async () => {
    const { consume, logged } = consumer(async ({ message }) => {
      if (message.job_id === 'b') throw Object.assign(new Error('no'), { name: 'JobError' });
      return undefined;
    });

    expect(await consume(record('a'), record('b'), record('c'))).toEqual(['b']);
    expect(logged()).toMatchObject([
      { level: 'ERROR', message: 'message failed', message_id: 'b', error: { name: 'JobError' } },
      { message: 'worker', count: 3, Messages: 3, MessageFailures: 1 },
    ]);
  });

  it('is handled at the same time', async () => {
    let open = 0;
    let most = 0;
    const { consume } = consumer(async () => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return undefined;
    });

    await consume(record('a'), record('b'), record('c'));

    expect(most).toBe(3);
  });

  it('that fails altogether does not fail the invocation, which would kill the function’s process', async () => {
    const { consume } = consumer(async () => {
      throw new Error('no');
    });

    expect(await consume(record('a'), record('b'))).toEqual(['a', 'b']);
  });
});

describe('a message that does not parse', () => {
  it.each([
    ['{"job_id":', '/ is missing'],
    ['{}', '/job_id is missing'],
    ['{"job_id":7}', '/job_id must be a string'],
    ['[]', 'must be an object'],
  ])('goes back towards the dead letters, and its handler is not called: %s', async (body, problem) => {
    const called: unknown[] = [];
    const { consume, logged } = consumer(async (delivery) => {
      called.push(delivery);
      return undefined;
    });

    expect(await consume(record('a', body))).toEqual(['a']);
    expect(called).toEqual([]);
    expect(logged()[0]).toMatchObject({
      level: 'ERROR',
      error: { name: 'InvalidInputError', message: expect.stringContaining(problem) },
    });
  });
});

describe('a handler that asks for a retry', () => {
  it('has its message hidden for so long and brought back', async () => {
    const delayed: unknown[] = [];
    const { consume, logged } = consumer(
      async ({ message }) => (message.job_id === 'a' ? { retryInSeconds: 4 } : undefined),
      async (...call) => void delayed.push(call),
    );

    const eventSourceARN = 'arn:aws:sqs:eu-central-1:1:image-jobs';
    expect(await consume({ ...record('a'), eventSourceARN }, record('b'))).toEqual(['a']);
    expect(delayed).toEqual([['receipt-a', 4, 'image-jobs']]);
    expect(logged()[0]).toMatchObject({ level: 'WARN', message: 'message comes again', retry_in_seconds: 4 });
  });

  it('has it brought back when the queue’s own time is over, if nothing else was given or worked', async () => {
    const handle = async () => ({ retryInSeconds: 4 });
    const broken = async () => {
      throw new Error('no visibility');
    };

    expect(await consumer(handle).consume(record('a'))).toEqual(['a']);
    expect(await consumer(handle, broken).consume(record('a'))).toEqual(['a']);
  });
});

describe('the correlation id', () => {
  const idOf = async (body: unknown) => {
    const { consume, logged } = consumer(async ({ log }) => {
      log.info('here');
      return undefined;
    });
    await consume(record('m1', body));
    return logged()[0]?.correlation_id;
  };

  it.each([
    ['of an envelope', { job_id: 'a', correlation_id: 'c-1' }, 'c-1'],
    ['of an event from the bus', { job_id: 'a', detail: { correlation_id: 'c-2' } }, 'c-2'],
    ['of the message itself when it has none', { job_id: 'a' }, 'm1'],
    ['of the message itself when its own could forge a line', { job_id: 'a', correlation_id: 'a\nb' }, 'm1'],
  ])('is the one %s', async (_, body, expected) => {
    expect(await idOf(body)).toBe(expected);
  });
});

describe('an event that is not a batch', () => {
  it('fails the invocation', async () => {
    const { consume, logged } = consumer(async () => undefined);

    await expect(consume({ messageId: 'a' })).rejects.toMatchObject({ name: 'InvalidInputError' });
    expect(logged().at(-1)).toMatchObject({ message: 'worker', ServerErrors: 1 });
  });
});
