import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { AccessStack } from './access.ts';
import type { FoundationStack } from './foundation.ts';

export type ReviewStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly access: AccessStack;
};

/** A person's word: what waits for it, who holds it, and what happens when nobody comes. */
export class ReviewStack extends ServiceStack {
  readonly reviews: KeyedTable;
  readonly api: ServiceFunction;
  readonly requestReview: ServiceFunction;
  readonly expireReview: ServiceFunction;

  constructor(scope: Construct, { foundation, access, ...props }: ReviewStackProps) {
    super(scope, 'review', props);
    const { alarms, encryptionKey, history, lifecycle, cursorSecret } = foundation;
    this.reviews = new KeyedTable(this, 'Reviews', { name: 'reviews', withLog: true, encryptionKey, alarms });
    foundation.publisher.follow(this.reviews, this.reviews);
    const REVIEWS_TABLE = this.reviews.table.tableName;
    const HISTORY_TABLE = history.table.tableName;

    this.api = new ServiceFunction(this, 'Api', {
      name: 'review/api',
      environment: { ...access.edgeEnvironment, REVIEWS_TABLE, CURSOR_SECRET_ID: cursorSecret.secretArn },
      // The gateway gives up after 29 seconds: a claim that is kept and not answered keeps everybody else away.
      timeout: Duration.seconds(28),
      alarms,
    });
    cursorSecret.grantRead(this.api.role);
    access.grantEdge(this.api.role);
    // Below the 60 seconds the machine waits for a step.
    const timeout = Duration.seconds(50);
    this.requestReview = new ServiceFunction(this, 'RequestReview', {
      name: 'review/request-review',
      environment: { HISTORY_TABLE, REVIEWS_TABLE, TENANTS_TABLE: access.tenants.table.tableName },
      timeout,
      alarms,
    });
    access.tenants.grantRead(this.requestReview.role);
    this.expireReview = new ServiceFunction(this, 'ExpireReview', {
      name: 'review/expire-review',
      environment: { HISTORY_TABLE, REVIEWS_TABLE },
      timeout,
      alarms,
    });
    for (const { role } of [this.api, this.requestReview, this.expireReview]) this.reviews.grantReadWrite(role);
    for (const { role } of [this.requestReview, this.expireReview]) history.grantRead(role);
    // Whoever decides, or finds that it was decided, lets the file go on.
    for (const { role } of [this.api, this.requestReview]) lifecycle.grantAnswer(role);
  }
}
