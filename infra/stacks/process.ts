import type { JobQueues as JobQueueUrls, TaskClass } from '@sluice/contracts';
import { Duration, Size } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { consumeQueue } from '../constructs/consume-queue.ts';
import { CONTENT_PREFIX } from '../constructs/content-intake.ts';
import { JobQueues } from '../constructs/job-queues.ts';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { QueueWithDeadLetters } from '../constructs/queue-with-dead-letters.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../constructs/service-function.ts';
import type { FunctionName } from '../function-environments.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import { type FoundationStack, RENDITIONS_PREFIX } from './foundation.ts';

export type ProcessStackProps = ServiceStackProps & { readonly foundation: FoundationStack };

/** What a function of a class has for one job: little is left to wait for when a quick one hangs, and all that Lambda gives to long ones. */
const TIMEOUTS = {
  image: Duration.seconds(55),
  document: Duration.minutes(5),
  media: Duration.minutes(15),
  archive: Duration.minutes(15),
} as const satisfies Record<TaskClass, Duration>;

type WorkerName = Extract<FunctionName, `process/run-${TaskClass}-job`>;

/** Jobs: queues for each class of work, its workers, and who ends what no worker could handle. */
export class ProcessStack extends ServiceStack {
  readonly jobs: KeyedTable;
  readonly deadLetters: KeyedTable;
  readonly jobQueues: Readonly<Record<TaskClass, JobQueues>>;
  /** Where tasks end that nobody could do: their token is failed, their message kept. */
  readonly deadJobs: QueueWithDeadLetters;
  readonly sharpLayer: LayerVersion;
  readonly documentsLayer: LayerVersion;

  constructor(scope: Construct, { foundation, ...props }: ProcessStackProps) {
    super(scope, 'process', props);
    const { alarms, encryptionKey } = foundation;
    this.jobs = new KeyedTable(this, 'Jobs', { name: 'jobs', withLog: true, encryptionKey, alarms });
    foundation.publisher.follow(this.jobs, this.jobs);
    this.deadLetters = new KeyedTable(this, 'DeadLetters', { name: 'dead-letters', encryptionKey, alarms });

    this.deadJobs = new QueueWithDeadLetters(this, 'DeadJobs', {
      name: 'dead jobs',
      visibilityTimeout: Duration.minutes(3),
      alarms,
    });
    const queuesOf = (worker: TaskClass, id: string) =>
      new JobQueues(this, id, { worker, timeout: TIMEOUTS[worker], deadJobs: this.deadJobs.queue, alarms });
    this.jobQueues = {
      image: queuesOf('image', 'ImageJobs'),
      document: queuesOf('document', 'DocumentJobs'),
      media: queuesOf('media', 'MediaJobs'),
      archive: queuesOf('archive', 'ArchiveJobs'),
    };
    this.sharpLayer = this.#createLayer('Sharp', 'sharp', this.artifacts.sharpLayer);
    this.documentsLayer = this.#createLayer('Documents', 'readers of documents', this.artifacts.documentsLayer);
    this.#runJobs(foundation, 'image', {
      id: 'RunImageJob',
      name: 'process/run-image-job',
      memory: 2048,
      layers: [this.sharpLayer],
    });
    this.#runJobs(foundation, 'document', {
      id: 'RunDocumentJob',
      name: 'process/run-document-job',
      memory: 3008,
      layers: [this.sharpLayer, this.documentsLayer],
    });
    this.#runJobs(foundation, 'media', {
      id: 'RunMediaJob',
      name: 'process/run-media-job',
      memory: 3008,
      // A content, and what is made of it.
      diskSpace: Size.gibibytes(10),
      layers: [this.sharpLayer],
    });
    this.#runJobs(foundation, 'archive', { id: 'RunArchiveJob', name: 'process/run-archive-job', memory: 1769 });
    this.#failDeadJobs(foundation, this.deadJobs);
  }

  /** For `JOB_QUEUES` of who sends jobs on their way. */
  get jobQueueUrls(): string {
    const { image, document, media, archive } = this.jobQueues;
    const urls: JobQueueUrls = { image: image.urls, document: document.urls, media: media.urls, archive: archive.urls };
    return this.toJsonString(urls);
  }

  #createLayer(id: string, what: string, folder: string): LayerVersion {
    const { os, cpu } = this.settings.target.platform;
    return new LayerVersion(this, id, { description: `${what} for ${os}-${cpu}`, code: Code.fromAsset(folder) });
  }

  /** A worker of a class of jobs: it knows no table, reads contents and writes what it makes of them. */
  #runJobs<N extends WorkerName>(
    { alarms, content, renditions, lifecycle }: FoundationStack,
    worker: TaskClass,
    { id, ...props }: Omit<ServiceFunctionProps<N>, 'alarms' | 'timeout' | 'environment'> & { readonly id: string },
  ): void {
    const queues = this.jobQueues[worker];
    const timeout = TIMEOUTS[worker];
    const consumer = new ServiceFunction<WorkerName>(this, id, {
      ...props,
      environment: {
        QUEUES: this.toJsonString(queues.urls),
        // Some of it is needed to end what a job has begun.
        JOB_SECONDS: String(timeout.toSeconds() - 5),
      },
      timeout,
      alarms,
    });
    queues.consumedBy(consumer);
    lifecycle.grantAnswer(consumer.role);
    content.grantObjects(consumer.role, CONTENT_PREFIX, 's3:GetObject', 's3:GetObjectVersion');
    // What comes as a stream goes in parts, and is given up when the stream breaks off.
    renditions.grantObjects(consumer.role, RENDITIONS_PREFIX, 's3:PutObject', 's3:AbortMultipartUpload');
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
