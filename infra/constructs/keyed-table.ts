import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  BillingMode,
  Operation,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Observed, ObservedPart } from '../dashboards/observed-part.ts';
import { ServiceStack } from '../service-stack.ts';
import type { Alarms } from './alarms.ts';
import { grantKeyUse } from './grant-key-use.ts';

export type KeyedTableProps = {
  /** `sluice-<env>-<name>`. */
  readonly name: string;
  /** Its records keep a log: lists by tenant, an outbox, and a stream of what was put. @default false */
  readonly withLog?: boolean;
  /** Its records that are not at their end can be found: for who looks after what is stuck. @default false */
  readonly withOpenIndex?: boolean;
  /** @default the key AWS owns */
  readonly encryptionKey?: IKey | undefined;
  readonly alarms: Alarms;
};

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** A table of rows with `pk` and `sk`, paid by request, restorable to any second; `expires_at` ends a row. */
export class KeyedTable extends Construct implements Observed {
  readonly observed: ObservedPart;
  readonly table: Table;
  readonly #hasLog: boolean;
  readonly #key: IKey | undefined;

  constructor(scope: Construct, id: string, props: KeyedTableProps) {
    super(scope, id);
    const stack = ServiceStack.of(this);
    this.#key = props.encryptionKey;
    this.#hasLog = props.withLog ?? false;
    const tableName = stack.physicalName(props.name);
    this.observed = { kind: 'table', service: stack.service, label: props.name, name: tableName };
    this.table = new Table(this, 'Table', {
      tableName,
      partitionKey: string('pk'),
      sortKey: string('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires_at',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: stack.settings.target.stateful,
      ...(props.withLog && { stream: StreamViewType.NEW_IMAGE }),
      ...(this.#key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.#key }),
    });
    if (props.withLog) {
      const all = { projectionType: ProjectionType.ALL };
      const { table } = this;
      table.addGlobalSecondaryIndex({
        ...all,
        indexName: 'by-tenant',
        partitionKey: string('gsi1pk'),
        sortKey: string('gsi1sk'),
      });
      table.addGlobalSecondaryIndex({
        ...all,
        indexName: 'outbox',
        partitionKey: string('outbox'),
        sortKey: string('occurredAt'),
      });
    }
    if (props.withOpenIndex) {
      this.table.addGlobalSecondaryIndex({
        projectionType: ProjectionType.KEYS_ONLY,
        indexName: 'open',
        partitionKey: string('open'),
        sortKey: string('openSince'),
      });
    }
    this.#declareAlarms(props.alarms, props.name);
  }

  /** To read rows by key and lists by tenant; never to scan. */
  grantRead(grantee: IGrantable): void {
    const indexes = this.#hasLog ? [`${this.table.tableArn}/index/by-tenant`] : [];
    this.#grant(grantee, ['dynamodb:GetItem', 'dynamodb:Query'], indexes);
    grantKeyUse(this.#key, grantee, 'dynamodb');
  }

  /** To read many rows by key in one call, besides what `grantRead` allows. */
  grantReadMany(grantee: IGrantable): void {
    this.#grant(grantee, ['dynamodb:BatchGetItem']);
  }

  /** To find the records of all tenants that are not at their end; their keys only. */
  grantFindOpen(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${this.table.tableArn}/index/open`] }),
    );
  }

  /** To read, and to put and change rows one by one or in one transaction; never to remove one. */
  grantReadWrite(grantee: IGrantable): void {
    this.grantRead(grantee);
    this.grantWrite(grantee);
  }

  grantWrite(grantee: IGrantable): void {
    this.#grant(grantee, ['dynamodb:ConditionCheckItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']);
    grantKeyUse(this.#key, grantee, 'dynamodb');
  }

  /** To ask whether it is there and well. */
  grantDescribe(grantee: IGrantable): void {
    this.#grant(grantee, ['dynamodb:DescribeTable']);
  }

  #grant(grantee: IGrantable, actions: readonly string[], indexes: readonly string[] = []): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [...actions], resources: [this.table.tableArn, ...indexes] }),
    );
  }

  #declareAlarms(alarms: Alarms, name: string): void {
    const period = Duration.minutes(5);
    const sum = { period, statistic: 'Sum' };
    const { table } = this;
    alarms.raise(this, 'Throttles', {
      metric: new MathExpression({
        expression: 'reads + writes',
        usingMetrics: {
          reads: table.metric('ReadThrottleEvents', sum),
          writes: table.metric('WriteThrottleEvents', sum),
        },
        period,
        label: 'throttled requests',
      }),
      threshold: 1,
      periods: 3,
      says: `requests to the table ${name} are throttled`,
      runbook: 'table-throttles',
    });
    const operations = [
      Operation.GET_ITEM,
      Operation.QUERY,
      Operation.PUT_ITEM,
      Operation.UPDATE_ITEM,
      Operation.TRANSACT_WRITE_ITEMS,
    ];
    alarms.raise(this, 'SystemErrors', {
      metric: table.metricSystemErrorsForOperations({ operations, period }),
      threshold: 1,
      periods: 2,
      says: `DynamoDB itself fails requests to the table ${name}`,
      runbook: 'table-system-errors',
    });
  }
}
