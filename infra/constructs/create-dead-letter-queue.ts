import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import { KnownQueue } from './known-queue.ts';

export type DeadLetterQueueProps = {
  /** What died, as people call it: `image jobs`. */
  readonly name: string;
  /** How often a message was to be received. @default nothing receives what comes here */
  readonly receives?: number;
  readonly alarms: Alarms;
};

/** A queue whose messages somebody has to keep, and where they go when they are redriven. */
export type DeadLetterQueue = {
  readonly queue: Queue;
  /** `image-jobs`: the name its letters have. */
  readonly name: string;
  readonly receives?: number;
  /** Where a letter is sent back to. */
  readonly source?: Queue;
};

type Known = { -readonly [K in keyof Omit<DeadLetterQueue, 'queue'>]: DeadLetterQueue[K] };
const known = new WeakMap<IConstruct, Known>();

/**
 * Where what nobody could handle waits to be kept: operate consumes every queue made here. The alarm counts what is
 * taken out, because nothing stays.
 */
export function createDeadLetterQueue(scope: Construct, id: string, props: DeadLetterQueueProps): Queue {
  const queue = new KnownQueue(scope, id, {
    label: props.name,
    kind: 'dead letters',
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    // Six times the timeout of who keeps them.
    visibilityTimeout: Duration.minutes(1),
  });
  const reason = 'it is the end of the line: what comes is kept in a table, and an alarm says so';
  acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
  known.set(queue, {
    name: props.name.replaceAll(/[^a-z0-9]+/gi, '-'),
    ...(props.receives && { receives: props.receives }),
  });
  props.alarms.raise(queue, 'Unkept', {
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: Duration.minutes(10).toSeconds(),
    says: `dead letters of ${props.name} wait to be kept`,
    runbook: 'dead-letters-unkept',
  });
  return queue;
}

/** What came out of it, to raise an alarm on: each is a letter. */
export function metricOfLetters(queue: Queue) {
  return queue.metricNumberOfMessagesReceived({ period: Duration.minutes(1), statistic: 'Sum' });
}

/** Says where the letters of a queue came from. */
export function returnLettersTo(deadLetters: Queue, source: Queue): void {
  const queue = known.get(deadLetters);
  if (queue) queue.source = source;
}

/** Every dead-letter queue of the app, or of a part of it. */
export function deadLetterQueuesIn(scope: IConstruct): readonly DeadLetterQueue[] {
  return scope.node.findAll().flatMap((construct) => {
    const queue = known.get(construct);
    return queue && construct instanceof Queue ? [{ queue: construct, ...queue }] : [];
  });
}
