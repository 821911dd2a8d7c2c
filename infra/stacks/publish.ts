import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import { type FoundationStack, RENDITIONS_PREFIX } from './foundation.ts';
import type { ReviewStack } from './review.ts';

export type PublishStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly review: ReviewStack;
};

/** The end of the flow: makes a file visible, or takes back what a run made. */
export class PublishStack extends ServiceStack {
  readonly publishFile: ServiceFunction;
  readonly compensateFile: ServiceFunction;

  constructor(scope: Construct, { foundation, review, ...props }: PublishStackProps) {
    super(scope, 'publish', props);
    const { alarms, history, renditions } = foundation;
    const HISTORY_TABLE = history.table.tableName;
    this.publishFile = new ServiceFunction(this, 'PublishFile', {
      name: 'publish/publish-file',
      environment: { HISTORY_TABLE, REVIEWS_TABLE: review.reviews.table.tableName },
      timeout: Duration.seconds(50),
      alarms,
    });
    this.compensateFile = new ServiceFunction(this, 'CompensateFile', {
      name: 'publish/compensate-file',
      environment: { HISTORY_TABLE, RENDITIONS_BUCKET: renditions.bucket.bucketName },
      timeout: Duration.seconds(50),
      alarms,
    });
    for (const { role } of [this.publishFile, this.compensateFile]) history.grantReadWrite(role);
    review.reviews.grantRead(this.publishFile.role);
    renditions.grantList(this.compensateFile.role);
    renditions.grantObjects(this.compensateFile.role, RENDITIONS_PREFIX, 's3:DeleteObject');
  }
}
