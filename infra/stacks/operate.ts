import { Duration, Lazy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Alarms } from '../constructs/alarms.ts';
import { consumeQueue } from '../constructs/consume-queue.ts';
import type { DeadLetterQueue } from '../constructs/create-dead-letter-queue.ts';
import { RegularCall } from '../constructs/regular-call.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { AccessStack } from './access.ts';
import type { FoundationStack } from './foundation.ts';
import type { ProcessStack } from './process.ts';
import type { UploadStack } from './upload.ts';

export type OperateStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly access: AccessStack;
  readonly upload: UploadStack;
  readonly process: ProcessStack;
};

/** Is it well: asks every part, takes up files whose execution is gone, and keeps what nothing could handle. */
export class OperateStack extends ServiceStack {
  readonly api: ServiceFunction;
  readonly reconcileFiles: ServiceFunction;
  readonly #process: ProcessStack;
  readonly #alarms: Alarms;
  /** By the names of their letters. */
  readonly #queueUrls = new Map<string, string>();

  constructor(scope: Construct, { foundation, access, upload, process, ...props }: OperateStackProps) {
    super(scope, 'operate', props);
    const { alarms, content, renditions, history, lifecycle, cursorSecret } = foundation;
    this.#process = process;
    this.#alarms = alarms;
    const files = {
      HISTORY_TABLE: history.table.tableName,
      TENANTS_TABLE: access.tenants.table.tableName,
      STATE_MACHINE_ARN: lifecycle.arn,
    };
    this.api = new ServiceFunction(this, 'Api', {
      name: 'operate/api',
      environment: {
        ...access.edgeEnvironment,
        ...files,
        UPLOADS_TABLE: upload.uploads.table.tableName,
        JOBS_TABLE: process.jobs.table.tableName,
        DEAD_LETTERS_TABLE: process.deadLetters.table.tableName,
        CONTENT_BUCKET: content.bucket.bucketName,
        RENDITIONS_BUCKET: renditions.bucket.bucketName,
        JOB_QUEUES: process.jobQueueUrls,
        CURSOR_SECRET_ID: cursorSecret.secretArn,
        QUEUE_URLS: Lazy.string({ produce: () => this.toJsonString(Object.fromEntries(this.#queueUrls)) }),
      },
      // The gateway gives up after 29 seconds, and a pass looks at hundreds of executions.
      timeout: Duration.seconds(28),
      alarms,
    });
    const { role } = this.api;
    access.grantEdge(role);
    for (const table of [history, upload.uploads, process.jobs]) table.grantDescribe(role);
    for (const bucket of [content, renditions]) bucket.grantList(role);
    for (const queues of Object.values(process.jobQueues)) queues.queues.normal.grantCount(role);
    lifecycle.grantDescribe(role);
    process.deadLetters.grantReadWrite(role);
    cursorSecret.grantRead(role);

    this.reconcileFiles = new ServiceFunction(this, 'ReconcileFiles', {
      name: 'operate/reconcile-files',
      environment: files,
      timeout: Duration.seconds(50),
      // Two passes at once do no harm, and no good either.
      reservedConcurrency: 1,
      alarms,
    });
    new RegularCall(this, 'Reconcile', { function: this.reconcileFiles, every: Duration.minutes(1), alarms });
    access.tenants.grantRead(this.reconcileFiles.role);
    for (const { role: grantee } of [this.api, this.reconcileFiles]) {
      history.grantReadWrite(grantee);
      history.grantFindOpen(grantee);
      lifecycle.grantStart(grantee);
      lifecycle.grantDescribeExecutions(grantee);
    }
  }

  /** Keeps the letters of these queues, and lets them be sent back. Called once, when every queue is there. */
  keepDeadLetters(queues: readonly DeadLetterQueue[]): void {
    const names = Object.fromEntries(
      queues.map(({ queue, name, receives }) => [queue.queueName, { name, ...(receives && { receives }) }]),
    );
    const keep = new ServiceFunction(this, 'KeepDeadLetters', {
      name: 'operate/keep-dead-letters',
      environment: { DEAD_LETTERS_TABLE: this.#process.deadLetters.table.tableName, QUEUES: this.toJsonString(names) },
      alarms: this.#alarms,
    });
    this.#process.deadLetters.grantWrite(keep.role);
    for (const { queue, name, source } of queues) {
      consumeQueue({ queue, consumer: keep, batchSize: 10 });
      if (source) this.#letSendBack(name, source);
    }
  }

  #letSendBack(name: string, { queueUrl, queueArn }: { readonly queueUrl: string; readonly queueArn: string }): void {
    this.#queueUrls.set(name, queueUrl);
    this.api.role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queueArn] }));
  }
}
