import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { type Alarms, alarmsTo, noAlarms } from '../constructs/alarms.ts';
import { ContentIntake } from '../constructs/content-intake.ts';
import { FactPublisher } from '../constructs/fact-publisher.ts';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { MachineByName } from '../constructs/machine-by-name.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import type { QueueWithDeadLetters } from '../constructs/queue-with-dead-letters.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import { has } from '../target.ts';

/** Tables whose facts are published; each lies in the stack of its owner. */
const LOGS = ['history', 'uploads', 'jobs', 'reviews', 'tenants', 'keys'] as const;

/** Where renditions lie: `r/<tenant>/<file_id>/…`. */
export const RENDITIONS_PREFIX = 'r/';

/** What every service stands on: contents, the history, the bus, who is called. */
export class FoundationStack extends ServiceStack {
  readonly alarms: Alarms;
  readonly content: PrivateBucket;
  readonly arrivals: QueueWithDeadLetters;
  readonly renditions: PrivateBucket;
  readonly history: KeyedTable;
  /** Which object holds a content, and which files refer to it. */
  readonly contents: KeyedTable;
  readonly publisher: FactPublisher;
  readonly cursorSecret: Secret;
  readonly encryptionKey: Key | undefined;
  /** The state machine stands on this stack: here it is known by its name. */
  readonly lifecycle: MachineByName;

  constructor(scope: Construct, props: ServiceStackProps) {
    super(scope, 'foundation', props);
    const { target } = this.settings;
    const reason = target.leftOut.alarms;
    this.alarms = reason === undefined ? alarmsTo(new AlarmTopic(this, 'AlarmTopic').topic) : noAlarms(reason);
    this.encryptionKey = has(target, 'customer_keys')
      ? new Key(this, 'DataKey', {
          description: 'Sluice: contents and records',
          enableKeyRotation: true,
          removalPolicy: target.stateful,
        })
      : undefined;
    const { alarms, encryptionKey } = this;

    const accessLogs = has(target, 'access_logs') ? this.#createAccessLogs() : undefined;
    const intake = new ContentIntake(this, 'Intake', { encryptionKey, accessLogs, alarms });
    this.content = intake.content;
    this.arrivals = intake.arrivals;
    this.renditions = new PrivateBucket(this, 'Renditions', {
      name: 'renditions',
      encryptionKey,
      accessLogs,
      // Scripts read them too, such as players; as with contents, the signed URL alone says who may.
      cors: {
        allowedOrigins: ['*'],
        allowedMethods: [HttpMethods.GET, HttpMethods.HEAD],
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag', 'Accept-Ranges', 'Content-Range', 'Content-Length'],
        maxAge: 3600,
      },
    });

    const bus = new EventBus(this, 'Bus', { eventBusName: this.physicalName('facts') });
    if (has(target, 'event_archive')) {
      bus.archive('Archive', {
        description: 'Sluice: every fact of the last 90 days, to replay to a new subscriber',
        eventPattern: { account: [this.account] },
        retention: Duration.days(90),
      });
    }
    this.publisher = new FactPublisher(this, 'Facts', { bus, tables: LOGS, encryptionKey, alarms });
    this.history = new KeyedTable(this, 'History', {
      name: 'history',
      withLog: true,
      withOpenIndex: true,
      encryptionKey,
      alarms,
    });
    this.publisher.follow(this.history, this.history);
    this.contents = new KeyedTable(this, 'Contents', { name: 'contents', encryptionKey, alarms });

    this.cursorSecret = new Secret(this, 'CursorSecret', {
      description: 'Sluice: signs the cursors of lists',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    acknowledge(this.cursorSecret, {
      'AwsSolutions-SMG4': 'a cursor lives for minutes and opens nothing: a leaked key is replaced by hand',
    });
    this.lifecycle = new MachineByName(this, 'file-lifecycle');
  }

  #createAccessLogs(): Bucket {
    return new Bucket(this, 'AccessLogs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // Log delivery knows no customer keys.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ expiration: Duration.days(this.settings.target.logRetentionDays) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
