import { Duration, SecretValue } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { consumeQueue } from '../constructs/consume-queue.ts';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { QueueWithDeadLetters } from '../constructs/queue-with-dead-letters.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { AccessStack } from './access.ts';
import { type FoundationStack, RENDITIONS_PREFIX } from './foundation.ts';
import type { ProcessStack } from './process.ts';

export type UnderstandStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly access: AccessStack;
  readonly process: ProcessStack;
};

/** Finds out what a file is about: analyzers here, and a model elsewhere where somebody has given its key. */
export class UnderstandStack extends ServiceStack {
  readonly requests: QueueWithDeadLetters;

  constructor(scope: Construct, { foundation, access, process, ...props }: UnderstandStackProps) {
    super(scope, 'understand', props);
    const { alarms, encryptionKey, history, renditions, lifecycle } = foundation;
    const { target, modelBaseUrl } = this.settings;
    this.requests = new QueueWithDeadLetters(this, 'Requests', {
      name: 'requests for understanding',
      visibilityTimeout: Duration.minutes(2),
      maxReceives: 3,
      deadLetters: process.deadJobs.queue,
      alarms,
    });
    // Known by a name that whoever puts the key in can spell.
    const secretName = this.physicalName('model-key');
    const modelKey = new Secret(this, 'ModelKey', {
      secretName,
      description: 'Sluice: the key of the language model; "none" until somebody puts it in',
      // No secret: what stands here says that there is none yet.
      secretStringValue: SecretValue.unsafePlainText('none'),
    });
    acknowledge(modelKey, {
      'AwsSolutions-SMG4': 'the maker of the model issues the key: only a person can replace it',
    });
    const breakers = new KeyedTable(this, 'Breakers', { name: 'breakers', encryptionKey, alarms });
    const models = new LayerVersion(this, 'Models', {
      description: `models of local analyzers for ${target.platform.os}-${target.platform.cpu}`,
      code: Code.fromAsset(this.artifacts.modelsLayer),
    });
    const understandFile = new ServiceFunction(this, 'UnderstandFile', {
      name: 'understand/understand-file',
      environment: {
        HISTORY_TABLE: history.table.tableName,
        JOBS_TABLE: process.jobs.table.tableName,
        TENANTS_TABLE: access.tenants.table.tableName,
        BREAKERS_TABLE: breakers.table.tableName,
        UNDERSTAND_QUEUE_URL: this.requests.queue.queueUrl,
        MODEL_SECRET_ID: secretName,
        MODEL_BASE_URL: modelBaseUrl,
      },
      memory: 3008,
      // Below the visibility of its queue.
      timeout: Duration.seconds(110),
      layers: [process.sharpLayer, process.documentsLayer, models],
      alarms,
    });
    const { role } = understandFile;
    // One at a time: a crash must not use up the receives of its neighbours.
    consumeQueue({
      queue: this.requests.queue,
      consumer: understandFile,
      batchSize: 1,
      maxConcurrency: target.understandWorkers,
    });
    this.requests.grantDelay(role);
    lifecycle.grantAnswer(role);
    history.grantReadWrite(role);
    process.jobs.grantReadWrite(role);
    access.tenants.grantRead(role);
    renditions.grantObjects(role, RENDITIONS_PREFIX, 's3:GetObject');
    breakers.grantReadWrite(role);
    modelKey.grantRead(role);
  }
}
