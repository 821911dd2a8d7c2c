import { Duration } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { KeyedTable } from './keyed-table.ts';
import type { ServiceFunction } from './service-function.ts';

export type OutboxFeedProps = {
  readonly table: KeyedTable;
  readonly publisher: ServiceFunction<'foundation/publish-events'>;
  /** Batches that could not be published; the sweeper publishes their facts later. */
  readonly deadLetters: Queue;
};

/**
 * Publishes the facts of one table. It lies in the stack of the table, so that the publisher, on which every stack
 * depends, depends on none of them.
 */
export class OutboxFeed extends Construct {
  constructor(scope: Construct, id: string, { table, publisher, deadLetters }: OutboxFeedProps) {
    super(scope, id);
    const { tableStreamArn } = table.table;
    if (tableStreamArn === undefined) throw new Error(`${table.node.path} has no stream: create it with its log`);
    const policy = new Policy(this, 'Policy', {
      roles: [publisher.role],
      statements: [
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          resources: [tableStreamArn],
        }),
        new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
        // It marks what was published.
        new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [table.table.tableArn] }),
      ],
    });
    acknowledge(policy, { 'AwsSolutions-IAM5[Resource::*]': 'listing streams knows no narrower resource' });
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: publisher.lambda,
      eventSourceArn: tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(1),
      onFailure: new SqsDlq(deadLetters),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('EVENT#') } } },
        }),
      ],
    });
    mapping.node.addDependency(policy);
  }
}
