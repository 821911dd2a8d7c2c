import { PRIORITY_BANDS, type PriorityBand, type TaskClass } from '@sluice/contracts';
import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ServiceStack } from '../service-stack.ts';
import type { Alarms } from './alarms.ts';
import { consumeQueue } from './consume-queue.ts';
import { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

export type JobQueuesProps = {
  readonly worker: TaskClass;
  /** What its function has for one job. */
  readonly timeout: Duration;
  /** Where jobs end that nobody could do. */
  readonly deadJobs: Queue;
  readonly alarms: Alarms;
};

const ID_OF = { high: 'High', normal: 'Normal', low: 'Low' } as const satisfies Record<PriorityBand, string>;

/** The jobs of one class of workers: a queue a band of priorities, so that no band waits behind another. */
export class JobQueues extends Construct {
  readonly queues: Readonly<Record<PriorityBand, QueueWithDeadLetters>>;

  constructor(scope: Construct, id: string, { worker, timeout, deadJobs, alarms }: JobQueuesProps) {
    super(scope, id);
    const create = (band: PriorityBand) =>
      new QueueWithDeadLetters(this, ID_OF[band], {
        name: `${worker} jobs of ${band} priority`,
        // Lambda refuses to poll a queue whose messages come back earlier than its function ends. Workers that have longer
        // than a minute hide their message for a minute at a time: that of one that was killed is back in it.
        visibilityTimeout: timeout.plus(Duration.seconds(5)),
        maxReceives: 3,
        // Whoever asks for little haste has it.
        ...(band === 'low' && { maxAge: Duration.hours(6) }),
        deadLetters: deadJobs,
        alarms,
      });
    this.queues = { high: create('high'), normal: create('normal'), low: create('low') };
  }

  get all(): readonly QueueWithDeadLetters[] {
    return PRIORITY_BANDS.map((band) => this.queues[band]);
  }

  /** For `parseJobQueues`. */
  get urls(): Readonly<Record<PriorityBand, string>> {
    const { high, normal, low } = this.queues;
    return { high: high.queue.queueUrl, normal: normal.queue.queueUrl, low: low.queue.queueUrl };
  }

  /** Gives every band places of its own at its worker, one job at a time: a crash must not use up the receives of neighbours. */
  consumedBy(consumer: ServiceFunction): void {
    const { jobWorkers } = ServiceStack.of(this).settings.target;
    for (const band of PRIORITY_BANDS) {
      const { queue } = this.queues[band];
      consumeQueue({ queue, consumer, batchSize: 1, maxConcurrency: jobWorkers[band] });
      this.queues[band].grantDelay(consumer.role);
    }
  }
}
