import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export type AlarmDefinition = {
  readonly metric: IMetric;
  /** Raised when the metric is at or above it. */
  readonly threshold: number;
  /** Periods in a row. @default 1 */
  readonly periods?: number;
  /** What is wrong, in a sentence. */
  readonly says: string;
  /** The page below docs/runbooks, without its ending, that says what to do. */
  readonly runbook: string;
};

/** Where a construct declares its alarms: every construct has to be given one. */
export type Alarms = { readonly raise: (scope: Construct, id: string, alarm: AlarmDefinition) => void };

/** Alarms that call somebody through a topic. */
export function alarmsTo(topic: ITopic): Alarms {
  return {
    raise: (scope, id, { metric, threshold, periods = 1, says, runbook }) => {
      const alarm = new Alarm(scope, `${id}Alarm`, {
        // Literal, for the dashboards of another stack.
        alarmName: [...scope.node.path.split('/'), id].join('-'),
        metric,
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: `${says}. What to do: docs/runbooks/${runbook}.md`,
      });
      alarm.addAlarmAction(new SnsAction(topic));
    },
  };
}

/** No alarms, on purpose: the reason is kept with each construct that goes without. */
export function noAlarms(reason: string): Alarms {
  return {
    raise: (scope, id) => scope.node.addMetadata('sluice:no-alarm', `${id}: ${reason}`),
  };
}
