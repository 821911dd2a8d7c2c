import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { EdgeEnv } from '../../functions/access/edge-env.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { Alarms } from '../constructs/alarms.ts';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { MemberPool } from '../constructs/member-pool.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { FoundationStack } from './foundation.ts';

const OPERATORS_GROUP = 'operators';

export type AccessStackProps = ServiceStackProps & { readonly foundation: FoundationStack };

/** Who may: tenants with their policies, keys of machines, and what every API needs to know a caller. */
export class AccessStack extends ServiceStack {
  readonly tenants: KeyedTable;
  readonly keys: KeyedTable;
  readonly limits: KeyedTable;
  readonly tokenSecret: Secret;
  readonly edgeEnvironment: EdgeEnv;
  readonly api: ServiceFunction;
  /** Where no other issuer was named. */
  readonly members: MemberPool | undefined;

  constructor(scope: Construct, { foundation, ...props }: AccessStackProps) {
    super(scope, 'access', props);
    const { alarms, encryptionKey, publisher, cursorSecret } = foundation;
    const { tokens, allowedOrigins, target } = this.settings;
    this.tenants = new KeyedTable(this, 'Tenants', { name: 'tenants', withLog: true, encryptionKey, alarms });
    this.keys = new KeyedTable(this, 'Keys', { name: 'keys', withLog: true, encryptionKey, alarms });
    for (const table of [this.tenants, this.keys]) publisher.follow(table, table);
    this.limits = new KeyedTable(this, 'Limits', { name: 'limits', encryptionKey, alarms });
    this.tokenSecret = new Secret(this, 'TokenSecret', {
      description: 'Sluice: signs upload tokens',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    acknowledge(this.tokenSecret, {
      'AwsSolutions-SMG4':
        'a token opens nothing without its row: a leaked key is replaced by hand, and ends all tokens',
    });
    this.members = tokens.issuerUrl === undefined ? this.#createMembers(alarms) : undefined;
    const issuer = tokens.issuerUrl ?? this.members?.pool.userPoolProviderUrl ?? '';
    const clientIds = this.members?.client.userPoolClientId ?? tokens.clientIds;
    this.edgeEnvironment = {
      ISSUER: issuer,
      AUDIENCE: tokens.audience,
      CLIENT_IDS: clientIds,
      TENANT_CLAIM: tokens.tenantClaim,
      ROLES_CLAIM: tokens.rolesClaim,
      ALLOWED_ORIGINS: allowedOrigins,
      RATE_LIMITS: JSON.stringify(target.rateLimits),
      LIMIT_PATIENCE_MS: String(target.limitPatienceMs),
      TENANTS_TABLE: this.tenants.table.tableName,
      KEYS_TABLE: this.keys.table.tableName,
      LIMITS_TABLE: this.limits.table.tableName,
    };
    this.api = new ServiceFunction(this, 'Api', {
      name: 'access/api',
      environment: { ...this.edgeEnvironment, CURSOR_SECRET_ID: cursorSecret.secretArn },
      alarms,
    });
    cursorSecret.grantRead(this.api.role);
    this.grantEdge(this.api.role);
    for (const table of [this.tenants, this.keys]) table.grantWrite(this.api.role);
  }

  #createMembers(alarms: Alarms): MemberPool {
    const addClaims = new ServiceFunction(this, 'AddClaims', {
      name: 'access/add-claims',
      environment: { TENANTS_TABLE: this.tenants.table.tableName, OPERATORS_GROUP },
      alarms,
      // A user pool waits no longer.
      timeout: Duration.seconds(5),
    });
    this.tenants.grantRead(addClaims.role);
    const members = new MemberPool(this, 'Members', { addClaims, operatorsGroup: OPERATORS_GROUP });
    new CfnOutput(this, 'UserPoolId', { value: members.pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: members.client.userPoolClientId });
    new CfnOutput(this, 'LoginUrl', { value: members.domain.baseUrl() });
    return members;
  }

  /** What an API function needs to tell who is calling and what they may: to read, and to count. */
  grantEdge(role: Role): void {
    this.tenants.grantRead(role);
    this.keys.grantRead(role);
    this.limits.grantReadWrite(role);
  }
}
