import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, HttpMethods, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { PrivateBucket } from './private-bucket.ts';
import { QueueWithDeadLetters } from './queue-with-dead-letters.ts';

export type ContentIntakeProps = {
  readonly encryptionKey?: IKey | undefined;
  readonly accessLogs?: IBucket | undefined;
  readonly alarms: Alarms;
};

/** Where clients' objects lie: `t/<tenant>/<upload_id>`. */
export const CONTENT_PREFIX = 't/';

/** Where infected ones lie: `q/<tenant>/<file_id>.<version>`. */
export const QUARANTINE_PREFIX = 'q/';

/** S3 refuses a wildcard among exposed headers. */
const EXPOSED_HEADERS = [
  'ETag',
  'Location',
  'x-amz-checksum-crc32',
  'x-amz-checksum-crc32c',
  'x-amz-checksum-crc64nvme',
  'x-amz-checksum-sha1',
  'x-amz-checksum-sha256',
  'x-amz-id-2',
  'x-amz-request-id',
  'x-amz-version-id',
];

/** The bucket clients send contents to, and the queue that says what arrived. */
export class ContentIntake extends Construct {
  readonly content: PrivateBucket;
  readonly arrivals: QueueWithDeadLetters;

  constructor(scope: Construct, id: string, props: ContentIntakeProps) {
    super(scope, id);
    this.content = new PrivateBucket(this, 'Content', {
      name: 'content',
      versioned: true,
      encryptionKey: props.encryptionKey,
      accessLogs: props.accessLogs,
      cors: {
        // A signed URL is its own authority, and no browser sends S3 a cookie of ours: a list of the origins of all
        // tenants would protect nothing, and S3 takes a hundred rules at most.
        allowedOrigins: ['*'],
        allowedMethods: [HttpMethods.GET, HttpMethods.POST, HttpMethods.PUT],
        allowedHeaders: ['*'],
        exposedHeaders: EXPOSED_HEADERS,
        maxAge: 3600,
      },
      lifecycle: [{ noncurrentVersionExpiration: Duration.days(30), expiredObjectDeleteMarker: true }],
    });
    this.arrivals = new QueueWithDeadLetters(this, 'Arrivals', {
      name: 'objects that arrived',
      // Six times the consumer's timeout: throttled polls must not use up a message's receives.
      visibilityTimeout: Duration.minutes(3),
      alarms: props.alarms,
    });
    this.#announceArrivals();
  }

  /** On the L1: the L2 brings a custom resource, which local clouds would run on every deploy. */
  #announceArrivals(): void {
    const { bucket, arn } = this.content;
    const { queue } = this.arrivals;
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        // By its literal name: the bucket waits for this policy and so cannot be part of it.
        conditions: { ArnEquals: { 'aws:SourceArn': arn }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    // S3 tries the queue when the notification is configured.
    bucket.node.addDependency(queue);
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error(`${bucket.node.path} is no bucket of our own`);
    resource.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: CONTENT_PREFIX }] } },
        },
      ],
    };
  }
}
