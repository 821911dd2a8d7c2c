import { METRIC_NAMESPACE, METRICS, type MetricKey } from '@sluice/contracts';
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { colorOf } from './color-of.ts';
import type { ObservedPart } from './observed-part.ts';

export type Statistic = 'Sum' | 'Maximum' | 'p50' | 'p99';

/** A metric of ours, of a whole service. */
export function serviceMetric(service: string, key: MetricKey, statistic: Statistic, label: string): IMetric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName: METRICS[key],
    dimensionsMap: { service },
    statistic,
    label,
    color: colorOf(label),
  });
}

/** What AWS measures of a part, by names that no export is needed for. */
export function partMetric(scope: Construct, part: ObservedPart, metricName: string, statistic: Statistic) {
  return (label: string, more: Readonly<Record<string, string>> = {}): IMetric =>
    new Metric({ ...sourceOf(scope, part, more), metricName, statistic, label, color: colorOf(label) });
}

function sourceOf(scope: Construct, { kind, name }: ObservedPart, more: Readonly<Record<string, string>>) {
  switch (kind) {
    case 'function':
      return { namespace: 'AWS/Lambda', dimensionsMap: { FunctionName: name, ...more } };
    case 'queue':
    case 'dead letters':
      return { namespace: 'AWS/SQS', dimensionsMap: { QueueName: name, ...more } };
    case 'table':
      return { namespace: 'AWS/DynamoDB', dimensionsMap: { TableName: name, ...more } };
    case 'api':
      return { namespace: 'AWS/ApiGateway', dimensionsMap: { ApiName: name, ...more } };
    case 'machine':
      return { namespace: 'AWS/States', dimensionsMap: { StateMachineArn: machineArn(scope, name), ...more } };
  }
}

function machineArn(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
