import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CONTENT_PREFIX, QUARANTINE_PREFIX } from '../constructs/content-intake.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { AccessStack } from './access.ts';
import type { FoundationStack } from './foundation.ts';
import type { ProcessStack } from './process.ts';

export type InspectStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly access: AccessStack;
  readonly process: ProcessStack;
};

/** Looks at the bytes once, judges them and plans the jobs. */
export class InspectStack extends ServiceStack {
  readonly inspectFile: ServiceFunction;

  constructor(scope: Construct, { foundation, access, process, ...props }: InspectStackProps) {
    super(scope, 'inspect', props);
    const { alarms, content, contents, history, renditions } = foundation;
    this.inspectFile = new ServiceFunction(this, 'InspectFile', {
      name: 'inspect/inspect-file',
      environment: {
        HISTORY_TABLE: history.table.tableName,
        CONTENTS_TABLE: contents.table.tableName,
        JOBS_TABLE: process.jobs.table.tableName,
        TENANTS_TABLE: access.tenants.table.tableName,
        RENDITIONS_BUCKET: renditions.bucket.bucketName,
        JOB_QUEUES: process.jobQueueUrls,
        CLAMD_ADDRESS: this.settings.clamd?.address ?? '',
        CLAMD_MAX_BYTES: String(this.settings.clamd?.maxBytes ?? 1),
      },
      // One whole processor: it hashes everything.
      memory: 1769,
      timeout: Duration.minutes(15),
      alarms,
    });
    const { role } = this.inspectFile;
    for (const table of [history, contents]) table.grantReadWrite(role);
    process.jobs.grantReadWrite(role);
    access.tenants.grantRead(role);
    content.grantObjects(role, CONTENT_PREFIX, 's3:GetObject', 's3:GetObjectVersion');
    // What is infected is moved out of reach, and looked at there when the step is done again.
    content.grantObjects(role, QUARANTINE_PREFIX, 's3:PutObject', 's3:GetObject', 's3:GetObjectVersion');
    // What the tenant has stored before is stored once: the second object is removed.
    content.grantObjects(role, CONTENT_PREFIX, 's3:DeleteObjectVersion');
  }
}
