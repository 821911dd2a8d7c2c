import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { createDeadLetterQueue, metricOfLetters } from './create-dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export type RegularCallProps = {
  readonly function: ServiceFunction;
  readonly every: Duration;
  readonly alarms: Alarms;
};

/** Calls a function again and again; calls that could not be made or failed wait in a queue with the reason. */
export class RegularCall extends Construct {
  readonly rule: Rule;

  constructor(scope: Construct, id: string, props: RegularCallProps) {
    super(scope, id);
    const missed = createDeadLetterQueue(this, 'Missed', {
      name: `missed calls of ${props.function.name}`,
      alarms: props.alarms,
    });
    this.rule = new Rule(this, 'Rule', {
      description: `calls ${props.function.name} every ${props.every.toHumanString()}`,
      schedule: Schedule.rate(props.every),
      targets: [
        // The next call comes anyway: an old one is of no use.
        new LambdaFunction(props.function.lambda, {
          deadLetterQueue: missed,
          maxEventAge: props.every,
          retryAttempts: 1,
        }),
      ],
    });
    props.function.lambda.configureAsyncInvoke({
      maxEventAge: props.every,
      retryAttempts: 0,
      onFailure: new SqsDestination(missed),
    });
    props.alarms.raise(this, 'Missed', {
      metric: metricOfLetters(missed),
      threshold: 1,
      says: `${props.function.name} could not be called on time, or failed`,
      runbook: 'dead-letters',
    });
  }
}
