import { Duration, Lazy } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { consumeQueue } from '../constructs/consume-queue.ts';
import { CONTENT_PREFIX } from '../constructs/content-intake.ts';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { QueueWithDeadLetters } from '../constructs/queue-with-dead-letters.ts';
import { RegularCall } from '../constructs/regular-call.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { AccessStack } from './access.ts';
import type { FoundationStack } from './foundation.ts';

export type UploadStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly access: AccessStack;
};

/** Bytes come in: the API that signs URLs, who notices that an object arrived, and who sees to what was left behind. */
export class UploadStack extends ServiceStack {
  readonly uploads: KeyedTable;
  readonly api: ServiceFunction;

  constructor(scope: Construct, { foundation, access, ...props }: UploadStackProps) {
    super(scope, 'upload', props);
    const { alarms, encryptionKey, history, content, contents, lifecycle, cursorSecret } = foundation;
    this.uploads = new KeyedTable(this, 'Uploads', {
      name: 'uploads',
      withLog: true,
      withOpenIndex: true,
      encryptionKey,
      alarms,
    });
    foundation.publisher.follow(this.uploads, this.uploads);
    const shared = {
      UPLOADS_TABLE: this.uploads.table.tableName,
      HISTORY_TABLE: history.table.tableName,
      CONTENT_BUCKET: content.bucket.bucketName,
      STATE_MACHINE_ARN: lifecycle.arn,
    };
    const assembly = new QueueWithDeadLetters(this, 'Assembly', {
      name: 'uploads to assemble',
      // Beyond the consumer's timeout: Lambda refuses to poll a queue whose messages come back earlier.
      visibilityTimeout: Duration.minutes(12),
      maxAge: Duration.minutes(30),
      alarms,
    });
    const ASSEMBLY_QUEUE_URL = assembly.queue.queueUrl;

    const clients = new Role(this, 'UploadCredentialsRole', {
      description: 'Of it clients with S3 tools of their own get sessions, each narrowed to the key of one upload',
      // The API's role is made below, with this one in its environment.
      assumedBy: new ArnPrincipal(Lazy.string({ produce: () => this.api.role.roleArn })),
    });
    this.api = new ServiceFunction(this, 'Api', {
      name: 'upload/api',
      environment: {
        ...access.edgeEnvironment,
        ...shared,
        CONTENTS_TABLE: contents.table.tableName,
        API_ORIGIN: this.settings.domain === undefined ? '' : `https://${this.settings.domain.name}`,
        ASSEMBLY_QUEUE_URL,
        CURSOR_SECRET_ID: cursorSecret.secretArn,
        TOKEN_SECRET_ID: access.tokenSecret.secretArn,
        UPLOAD_ROLE_ARN: clients.roleArn,
      },
      // The gateway gives up after 29 seconds.
      timeout: Duration.seconds(28),
      alarms,
    });
    const acceptObject = new ServiceFunction(this, 'AcceptObject', {
      name: 'upload/accept-object',
      environment: shared,
      timeout: Duration.seconds(30),
      alarms,
    });
    consumeQueue({ queue: foundation.arrivals.queue, consumer: acceptObject, batchSize: 10 });

    const assembleUpload = new ServiceFunction(this, 'AssembleUpload', {
      name: 'upload/assemble-upload',
      environment: shared,
      timeout: Duration.minutes(10),
      alarms,
    });
    // One at a time: each may take minutes.
    consumeQueue({ queue: assembly.queue, consumer: assembleUpload, batchSize: 1 });
    const sweepUploads = new ServiceFunction(this, 'SweepUploads', {
      name: 'upload/sweep-uploads',
      environment: { ...shared, ASSEMBLY_QUEUE_URL, CONTENTS_TABLE: contents.table.tableName },
      // It stops by itself before the next minute; one slow answer of S3 must not cut it off.
      timeout: Duration.minutes(2),
      // Two sweeps at once do no harm, and no good either.
      reservedConcurrency: 1,
      alarms,
    });
    new RegularCall(this, 'Sweep', { function: sweepUploads, every: Duration.minutes(1), alarms });
    this.uploads.grantFindOpen(sweepUploads.role);
    for (const { role } of [this.api, sweepUploads]) assembly.grantSend(role);

    for (const { role } of [this.api, acceptObject, assembleUpload, sweepUploads]) {
      this.uploads.grantReadWrite(role);
      history.grantReadWrite(role);
      lifecycle.grantStart(role);
      content.grantList(role);
      content.grantListMultiparts(role);
      // It looks at what arrived and removes what came too late.
      content.grantObjects(role, CONTENT_PREFIX, 's3:GetObject', 's3:GetObjectVersion', 's3:DeleteObjectVersion');
    }
    // Parts that nobody needs, once their object is there.
    content.grantObjects(acceptObject.role, CONTENT_PREFIX, 's3:AbortMultipartUpload');
    // To put parts together; and the URLs the API signs can do what it can.
    for (const { role } of [this.api, assembleUpload, sweepUploads]) {
      content.grantObjects(
        role,
        CONTENT_PREFIX,
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
        's3:PutObject',
      );
    }
    // Who offers a hash refers to what is stored already; who sweeps lets go of what was given up.
    for (const { role } of [this.api, sweepUploads]) contents.grantReadWrite(role);
    // Batches, and what a fingerprint or a token points to.
    this.uploads.grantReadMany(this.api.role);
    access.grantEdge(this.api.role);
    this.api.role.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [clients.roleArn] }));
    // Nothing that reads: whoever could read an object here would have it before it is inspected.
    content.grantObjects(
      clients,
      CONTENT_PREFIX,
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
      's3:PutObject',
    );
    cursorSecret.grantRead(this.api.role);
    access.tokenSecret.grantRead(this.api.role);
  }
}
