import { Duration, RemovalPolicy, type Size } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  type ILayerVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Observed, ObservedPart } from '../dashboards/observed-part.ts';
import type { FunctionEnvironments, FunctionName } from '../function-environments.ts';
import { ServiceStack } from '../service-stack.ts';
import { has } from '../target.ts';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';

export type ServiceFunctionProps<N extends FunctionName> = {
  /** `<service>/<name>` of its handler. */
  readonly name: N;
  readonly environment: FunctionEnvironments[N];
  readonly alarms: Alarms;
  /** MB; processor share grows with it. @default 512 */
  readonly memory?: number;
  /** @default 10 seconds */
  readonly timeout?: Duration;
  /** @default none */
  readonly layers?: readonly ILayerVersion[];
  /** Of its temporary folder. @default 512 MiB */
  readonly diskSpace?: Size;
  /** Copies of it at the same time. @default what the account has left */
  readonly reservedConcurrency?: number;
};

/** A function with a role and a log group of its own, and nothing granted but to write that log. */
export class ServiceFunction<N extends FunctionName = FunctionName> extends Construct implements Observed {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly name: N;
  readonly timeout: Duration;
  readonly observed: ObservedPart;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<N>) {
    super(scope, id);
    const stack = ServiceStack.of(this);
    const { target, env } = stack.settings;
    this.name = props.name;
    this.timeout = props.timeout ?? Duration.seconds(10);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/sluice/${env}/${props.name}`,
      retention: target.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(this.role);
    // Readable wherever functions are listed: consoles, traces, bills.
    const functionName = stack.physicalName(props.name.replace('/', '-'));
    this.observed = { kind: 'function', service: stack.service, label: props.name, name: functionName };
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: `Sluice ${props.name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: target.platform.cpu === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      handler: 'index.handler',
      code: Code.fromAsset(stack.artifacts.bundleOf(props.name)),
      memorySize: props.memory ?? 512,
      ...(props.diskSpace && { ephemeralStorageSize: props.diskSpace }),
      timeout: this.timeout,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: has(target, 'tracing') ? Tracing.ACTIVE : Tracing.DISABLED,
      layers: [...(props.layers ?? [])],
      reservedConcurrentExecutions: props.reservedConcurrency,
      environment: { ...props.environment },
    });
    acknowledge(this.lambda, {
      'Serverless-LambdaDLQ': 'whoever calls it keeps what failed: a queue, the state machine, a client or a rule',
    });
    if (has(target, 'tracing')) {
      acknowledge(this.role, {
        'AwsSolutions-IAM5[Resource::*]': 'sending traces to X-Ray knows no narrower resource',
      });
    }
    this.#declareAlarms(props.alarms);
  }

  #declareAlarms(alarms: Alarms): void {
    const period = Duration.minutes(5);
    alarms.raise(this, 'Errors', {
      metric: this.lambda.metricErrors({ period, statistic: 'Sum' }),
      threshold: 1,
      says: `${this.name} threw an error nobody expected`,
      runbook: 'function-errors',
    });
    alarms.raise(this, 'Throttles', {
      metric: this.lambda.metricThrottles({ period, statistic: 'Sum' }),
      threshold: 1,
      periods: 3,
      says: `${this.name} is called more often than it may run`,
      runbook: 'function-throttles',
    });
    alarms.raise(this, 'Duration', {
      metric: this.lambda.metricDuration({ period, statistic: 'p99' }),
      threshold: this.timeout.toMilliseconds() * 0.8,
      periods: 3,
      says: `${this.name} needs more than 80 % of the ${this.timeout.toSeconds()} seconds it has`,
      runbook: 'function-duration',
    });
  }
}
