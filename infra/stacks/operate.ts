import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { FoundationStack } from './foundation.ts';
import type { ProcessStack } from './process.ts';
import type { UploadStack } from './upload.ts';

export type OperateStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly upload: UploadStack;
  readonly process: ProcessStack;
};

/** Is it well: asks every part, and reads nothing. */
export class OperateStack extends ServiceStack {
  readonly api: ServiceFunction;

  constructor(scope: Construct, { foundation, upload, process, ...props }: OperateStackProps) {
    super(scope, 'operate', props);
    const { alarms, content, renditions, history, lifecycle } = foundation;
    this.api = new ServiceFunction(this, 'Api', {
      name: 'operate/api',
      environment: {
        ALLOWED_ORIGINS: this.settings.allowedOrigins,
        HISTORY_TABLE: history.table.tableName,
        UPLOADS_TABLE: upload.uploads.table.tableName,
        JOBS_TABLE: process.jobs.table.tableName,
        CONTENT_BUCKET: content.bucket.bucketName,
        RENDITIONS_BUCKET: renditions.bucket.bucketName,
        IMAGE_QUEUE_URL: process.imageJobs.queue.queueUrl,
        STATE_MACHINE_ARN: lifecycle.arn,
      },
      alarms,
    });
    const { role } = this.api;
    for (const table of [history, upload.uploads, process.jobs]) table.grantDescribe(role);
    for (const bucket of [content, renditions]) bucket.grantList(role);
    process.imageJobs.grantCount(role);
    lifecycle.grantDescribe(role);
  }
}
