import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Observed, ObservedPart } from '../dashboards/observed-part.ts';
import { ServiceStack } from '../service-stack.ts';
import { has } from '../target.ts';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

export type ServiceMachineProps = {
  /** `sluice-<env>-<name>`: others know it by this name. */
  readonly name: string;
  /** In Amazon States Language. */
  readonly definition: object;
  /** By the name of its substitution in the definition. */
  readonly functions: Readonly<Record<string, ServiceFunction>>;
  /** Queues the definition names, by the name of their substitution. */
  readonly queues: Readonly<Record<string, QueueWithDeadLetters>>;
  /** Queues its input names. */
  readonly jobQueues: readonly QueueWithDeadLetters[];
  readonly alarms: Alarms;
};

/** A Standard state machine that may call its functions and fill its queues, and nothing else. */
export class ServiceMachine extends Construct implements Observed {
  readonly observed: ObservedPart;
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: ServiceMachineProps) {
    super(scope, id);
    const stack = ServiceStack.of(this);
    const { target } = stack.settings;
    const name = stack.physicalName(props.name);
    this.observed = { kind: 'machine', service: stack.service, label: props.name, name };
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const functions = Object.entries(props.functions);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: functions.map(([, { lambda }]) => lambda.functionArn),
      }),
    );
    const queues = Object.entries(props.queues);
    for (const queue of [...queues.map(([, named]) => named), ...props.jobQueues]) queue.grantSend(role);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(JSON.stringify(props.definition)),
      definitionSubstitutions: Object.fromEntries([
        ...functions.map(([key, { lambda }]) => [key, lambda.functionArn]),
        ...queues.map(([key, { queue }]) => [key, queue.queueUrl]),
      ]),
      role,
      tracingEnabled: has(target, 'tracing'),
      ...(has(target, 'machine_logs') && {
        logs: {
          destination: new LogGroup(this, 'Logs', {
            // Below this prefix the account's policy for log deliveries does not grow with each machine.
            logGroupName: `/aws/vendedlogs/states/${name}`,
            retention: target.logRetentionDays,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
          level: LogLevel.ALL,
          // Inputs hold task tokens, and whoever holds a token decides a file.
          includeExecutionData: false,
        },
      }),
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]': 'neither X-Ray nor the deliveries of logs know a narrower resource',
    });
    this.#declareAlarms(props.alarms, props.name);
  }

  #declareAlarms(alarms: Alarms, name: string): void {
    const sum = { period: Duration.minutes(5), statistic: 'Sum' };
    alarms.raise(this, 'Failed', {
      metric: this.machine.metricFailed(sum),
      threshold: 1,
      says: `executions of ${name} fail: their files end as failed`,
      runbook: 'machine-failed',
    });
    alarms.raise(this, 'TimedOut', {
      metric: this.machine.metricTimedOut(sum),
      threshold: 1,
      says: `executions of ${name} ran out of time: nobody compensated for them`,
      runbook: 'machine-timed-out',
    });
  }
}
