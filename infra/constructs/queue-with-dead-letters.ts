import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { createDeadLetterQueue, metricOfLetters, returnLettersTo } from './create-dead-letter-queue.ts';
import { KnownQueue } from './known-queue.ts';

export type QueueWithDeadLettersProps = {
  /** What lies in it, for alarms. */
  readonly name: string;
  /** How long a consumer has before somebody else gets the message. */
  readonly visibilityTimeout: Duration;
  /** Receives before a message is dead. @default 5 */
  readonly maxReceives?: number;
  /** Older than this, messages wait for too long. @default 10 minutes */
  readonly maxAge?: Duration;
  /** A queue that somebody consumes. @default one whose letters operate keeps */
  readonly deadLetters?: Queue;
  readonly alarms: Alarms;
};

/** A queue encrypted by SQS, over TLS only, whose messages nobody could handle wait in a second one. */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueueWithDeadLettersProps) {
    super(scope, id);
    const { visibilityTimeout, alarms, name } = props;
    const receives = props.maxReceives ?? 5;
    this.deadLetters = props.deadLetters ?? createDeadLetterQueue(this, 'DeadLetters', { name, receives, alarms });
    this.queue = new KnownQueue(this, 'Queue', {
      label: name,
      kind: 'queue',
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receives },
    });
    returnLettersTo(this.deadLetters, this.queue);
    const maxAge = props.maxAge ?? Duration.minutes(10);
    alarms.raise(this, 'Age', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: maxAge.toSeconds(),
      says: `${name} wait for more than ${maxAge.toMinutes()} minutes`,
      runbook: 'queue-age',
    });
    alarms.raise(this, 'DeadLetters', {
      metric: metricOfLetters(this.deadLetters),
      threshold: 1,
      says: `there are dead letters among ${name}`,
      runbook: 'dead-letters',
    });
  }

  /** To change how long a message it received stays hidden: a worker's own backoff. */
  grantDelay(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:ChangeMessageVisibility'], resources: [this.queue.queueArn] }),
    );
  }

  /** To put messages in. */
  grantSend(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
    );
  }

  /** To ask how much lies in it. */
  grantCount(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: [this.queue.queueArn] }),
    );
  }
}
