import { ArnFormat, Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ServiceStack } from '../service-stack.ts';
import type { Alarms } from './alarms.ts';
import { createDeadLetterQueue, metricOfLetters } from './create-dead-letter-queue.ts';
import { grantKeyUse } from './grant-key-use.ts';
import type { KeyedTable } from './keyed-table.ts';
import { OutboxFeed } from './outbox-feed.ts';
import { RegularCall } from './regular-call.ts';
import { ServiceFunction } from './service-function.ts';

export type FactPublisherProps = {
  readonly bus: EventBus;
  /** Short names of the tables that keep a log; known by name, because their stacks depend on this one. */
  readonly tables: readonly string[];
  readonly encryptionKey?: IKey | undefined;
  readonly alarms: Alarms;
};

/** Puts the facts of every log on the bus: at once from its stream, later by a sweep of what was missed. */
export class FactPublisher extends Construct {
  readonly #publish: ServiceFunction<'foundation/publish-events'>;
  readonly #deadLetters: Queue;

  constructor(scope: Construct, id: string, { bus, tables, encryptionKey, alarms }: FactPublisherProps) {
    super(scope, id);
    this.#deadLetters = createDeadLetterQueue(this, 'Unpublished', { name: 'unpublished facts', alarms });
    this.#publish = new ServiceFunction(this, 'Publish', {
      name: 'foundation/publish-events',
      environment: { EVENT_BUS_NAME: bus.eventBusName },
      timeout: Duration.seconds(30),
      alarms,
    });
    const sweep = new ServiceFunction(this, 'Republish', {
      name: 'foundation/republish-events',
      environment: { EVENT_BUS_NAME: bus.eventBusName, TABLES: this.#physicalNames(tables).join(',') },
      timeout: Duration.seconds(50),
      alarms,
    });
    for (const { role } of [this.#publish, sweep]) {
      role.addToPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }));
      grantKeyUse(encryptionKey, role, 'dynamodb');
    }
    this.#letSweep(sweep, tables);
    new RegularCall(this, 'Sweep', { function: sweep, every: Duration.minutes(1), alarms });
    this.#declareAlarms(alarms);
  }

  /** Publishes the facts of this table; called in the stack of the table. */
  follow(scope: Construct, table: KeyedTable): void {
    new OutboxFeed(scope, 'Outbox', { table, publisher: this.#publish, deadLetters: this.#deadLetters });
  }

  #physicalNames(tables: readonly string[]): readonly string[] {
    return tables.map((table) => ServiceStack.of(this).physicalName(table));
  }

  #letSweep({ role }: ServiceFunction, tables: readonly string[]): void {
    const arns = this.#physicalNames(tables).map((resourceName) =>
      ServiceStack.of(this).formatArn({
        service: 'dynamodb',
        resource: 'table',
        resourceName,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: arns.map((arn) => `${arn}/index/outbox`) }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: arns }));
  }

  #declareAlarms(alarms: Alarms): void {
    const period = Duration.minutes(1);
    alarms.raise(this, 'IteratorAge', {
      metric: this.#publish.lambda.metric('IteratorAge', { period, statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
      periods: 3,
      says: 'facts are published five minutes late',
      runbook: 'facts-late',
    });
    alarms.raise(this, 'Unpublished', {
      metric: metricOfLetters(this.#deadLetters),
      threshold: 1,
      says: 'facts could not be published from the stream',
      runbook: 'facts-late',
    });
  }
}
