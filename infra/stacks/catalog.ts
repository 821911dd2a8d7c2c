import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CONTENT_PREFIX, QUARANTINE_PREFIX } from '../constructs/content-intake.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { AccessStack } from './access.ts';
import { type FoundationStack, RENDITIONS_PREFIX } from './foundation.ts';
import type { UploadStack } from './upload.ts';

export type CatalogStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly access: AccessStack;
  readonly upload: UploadStack;
};

/** What we have: files, their history, short-lived URLs to what was published. */
export class CatalogStack extends ServiceStack {
  readonly api: ServiceFunction;

  constructor(scope: Construct, { foundation, access, upload, ...props }: CatalogStackProps) {
    super(scope, 'catalog', props);
    const { alarms, content, contents, renditions, history, lifecycle, cursorSecret } = foundation;
    this.api = new ServiceFunction(this, 'Api', {
      name: 'catalog/api',
      environment: {
        ...access.edgeEnvironment,
        HISTORY_TABLE: history.table.tableName,
        UPLOADS_TABLE: upload.uploads.table.tableName,
        CONTENTS_TABLE: contents.table.tableName,
        CONTENT_BUCKET: content.bucket.bucketName,
        RENDITIONS_BUCKET: renditions.bucket.bucketName,
        STATE_MACHINE_ARN: lifecycle.arn,
        CURSOR_SECRET_ID: cursorSecret.secretArn,
      },
      // The gateway gives up after 29 seconds, and a caller may wait for a file.
      timeout: Duration.seconds(28),
      alarms,
    });
    const { role } = this.api;
    cursorSecret.grantRead(role);
    access.grantEdge(role);
    // A small file in one call is an upload like any other, from its declaration to the start of its flow.
    for (const table of [history, contents, upload.uploads]) table.grantReadWrite(role);
    lifecycle.grantStart(role);
    content.grantList(role);
    content.grantObjects(role, CONTENT_PREFIX, 's3:PutObject');
    // The URLs it signs can do what it can.
    content.grantObjects(role, CONTENT_PREFIX, 's3:GetObject', 's3:GetObjectVersion');
    renditions.grantObjects(role, RENDITIONS_PREFIX, 's3:GetObject');
    // What is purged goes for good, with all that was made of it.
    for (const prefix of [CONTENT_PREFIX, QUARANTINE_PREFIX])
      content.grantObjects(role, prefix, 's3:DeleteObjectVersion');
    renditions.grantList(role);
    renditions.grantObjects(role, RENDITIONS_PREFIX, 's3:DeleteObject');
  }
}
