import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { countGraph, durationGraph } from './graph.ts';
import { partMetric, type Statistic } from './metric-sources.ts';
import type { ObservedPart } from './observed-part.ts';

/** The operations our grants allow, in the words of DynamoDB. */
const OPERATIONS = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'TransactWriteItems'];

/** The row of widgets of one part; dead letters are shown together elsewhere. */
export function partWidgets(scope: Construct, part: ObservedPart): readonly IWidget[] {
  const metric = (name: string, statistic: Statistic, label: string, more: Readonly<Record<string, string>> = {}) =>
    partMetric(scope, part, name, statistic)(label, more);
  const { label } = part;
  switch (part.kind) {
    case 'function':
      return [
        countGraph({ title: `${label}: invocations and errors` }, [
          metric('Invocations', 'Sum', 'invocations'),
          metric('Errors', 'Sum', 'errors'),
          metric('Throttles', 'Sum', 'throttles'),
        ]),
        durationGraph(
          { title: `${label}: duration` },
          percentiles((s) => metric('Duration', s, s)),
        ),
      ];
    case 'queue':
      return [
        countGraph({ title: `${label}: messages` }, [
          metric('ApproximateNumberOfMessagesVisible', 'Maximum', 'waiting'),
          metric('ApproximateNumberOfMessagesNotVisible', 'Maximum', 'being handled'),
        ]),
        durationGraph({ title: `${label}: oldest message`, unit: 's' }, [
          metric('ApproximateAgeOfOldestMessage', 'Maximum', 'age'),
        ]),
      ];
    case 'dead letters':
      return [];
    case 'table':
      return [
        countGraph({ title: `table ${label}: throttled requests` }, [
          metric('ReadThrottleEvents', 'Sum', 'reads'),
          metric('WriteThrottleEvents', 'Sum', 'writes'),
        ]),
        durationGraph(
          { title: `table ${label}: latency p99` },
          OPERATIONS.map((Operation) => metric('SuccessfulRequestLatency', 'p99', Operation, { Operation })),
        ),
      ];
    case 'machine':
      return [
        countGraph({ title: `${label}: executions` }, [
          metric('ExecutionsStarted', 'Sum', 'started'),
          metric('ExecutionsSucceeded', 'Sum', 'succeeded'),
          metric('ExecutionsFailed', 'Sum', 'failed'),
          metric('ExecutionsTimedOut', 'Sum', 'timed out'),
        ]),
        durationGraph(
          { title: `${label}: time from start to end` },
          percentiles((s) => metric('ExecutionTime', s, s)),
        ),
      ];
    case 'api':
      return [
        countGraph({ title: `${label}: requests` }, [
          metric('Count', 'Sum', 'requests'),
          metric('4XXError', 'Sum', '4xx'),
          metric('5XXError', 'Sum', '5xx'),
        ]),
        durationGraph(
          { title: `${label}: latency` },
          percentiles((s) => metric('Latency', s, s)),
        ),
      ];
  }
}

function percentiles(metric: (statistic: 'p50' | 'p99') => IMetric): readonly IMetric[] {
  return [metric('p50'), metric('p99')];
}
