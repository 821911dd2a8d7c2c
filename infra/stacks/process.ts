import { Duration } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { consumeQueue } from '../constructs/consume-queue.ts';
import { CONTENT_PREFIX } from '../constructs/content-intake.ts';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { QueueWithDeadLetters } from '../constructs/queue-with-dead-letters.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import { type FoundationStack, RENDITIONS_PREFIX } from './foundation.ts';

export type ProcessStackProps = ServiceStackProps & { readonly foundation: FoundationStack };

/** Jobs: one queue a class of work, its workers, and who ends what no worker could handle. */
export class ProcessStack extends ServiceStack {
  readonly jobs: KeyedTable;
  readonly deadLetters: KeyedTable;
  readonly imageJobs: QueueWithDeadLetters;

  constructor(scope: Construct, { foundation, ...props }: ProcessStackProps) {
    super(scope, 'process', props);
    const { alarms, encryptionKey } = foundation;
    this.jobs = new KeyedTable(this, 'Jobs', { name: 'jobs', withLog: true, encryptionKey, alarms });
    foundation.publisher.follow(this.jobs, this.jobs);
    this.deadLetters = new KeyedTable(this, 'DeadLetters', { name: 'dead-letters', encryptionKey, alarms });

    const deadJobs = new QueueWithDeadLetters(this, 'DeadJobs', {
      name: 'dead jobs',
      visibilityTimeout: Duration.minutes(3),
      alarms,
    });
    this.imageJobs = new QueueWithDeadLetters(this, 'ImageJobs', {
      name: 'image jobs',
      // Short, so that the job of a worker that was killed is back in a minute.
      visibilityTimeout: Duration.seconds(60),
      maxReceives: 3,
      deadLetters: deadJobs.queue,
      alarms,
    });
    this.#runImageJobs(foundation);
    this.#failDeadJobs(foundation, deadJobs);
  }

  #runImageJobs({ alarms, content, renditions, lifecycle }: FoundationStack): void {
    const { target } = this.settings;
    const sharp = new LayerVersion(this, 'Sharp', {
      description: `sharp for ${target.platform.os}-${target.platform.cpu}`,
      code: Code.fromAsset(this.artifacts.sharpLayer),
    });
    const worker = new ServiceFunction(this, 'RunImageJob', {
      name: 'process/run-image-job',
      environment: { IMAGE_QUEUE_URL: this.imageJobs.queue.queueUrl },
      memory: 2048,
      // Below the visibility of its queue: Lambda refuses to poll a queue whose messages come back earlier.
      timeout: Duration.seconds(55),
      layers: [sharp],
      alarms,
    });
    // One at a time: a crash must not use up the receives of its neighbours.
    const { queue } = this.imageJobs;
    consumeQueue({ queue, consumer: worker, batchSize: 1, maxConcurrency: target.imageWorkers });
    this.imageJobs.grantDelay(worker.role);
    lifecycle.grantAnswer(worker.role);
    content.grantObjects(worker.role, CONTENT_PREFIX, 's3:GetObject', 's3:GetObjectVersion');
    renditions.grantObjects(worker.role, RENDITIONS_PREFIX, 's3:PutObject');
  }

  #failDeadJobs({ alarms, lifecycle }: FoundationStack, deadJobs: QueueWithDeadLetters): void {
    const failDeadJob = new ServiceFunction(this, 'FailDeadJob', {
      name: 'process/fail-dead-job',
      environment: { JOBS_TABLE: this.jobs.table.tableName, DEAD_LETTERS_TABLE: this.deadLetters.table.tableName },
      timeout: Duration.seconds(30),
      alarms,
    });
    consumeQueue({ queue: deadJobs.queue, consumer: failDeadJob, batchSize: 10 });
    this.jobs.grantReadWrite(failDeadJob.role);
    this.deadLetters.grantWrite(failDeadJob.role);
    lifecycle.grantFail(failDeadJob.role);
  }
}
