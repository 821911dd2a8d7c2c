import type { MetricName } from './sample-store.ts';

const NOT_KEPT: readonly (readonly [RegExp, string])[] = [
  [/^AWS\/DynamoDB /, 'the local cloud keeps no metrics of tables; on AWS this is drawn'],
  [/^AWS\/Lambda Throttles$/, 'the local cloud does not say whom it throttles; on AWS this is drawn'],
  [/^AWS\/SQS ApproximateAge/, 'the local cloud does not say how old messages are, and there are some'],
];

const YET: readonly (readonly [RegExp, string])[] = [
  [/^Sluice Model/, 'no model was called in this time'],
  [/^Sluice Analysis/, 'nothing was understood in this time'],
  [/^AWS\/Lambda /, 'not called in this time'],
  [/^AWS\/States /, 'no execution ended in this time'],
  [/^AWS\/SQS /, 'the queue is not there'],
];

/** Whether the local cloud could have it at all: then no sample of a sum means zero. */
export function isKept(metric: MetricName): boolean {
  return find(NOT_KEPT, metric) === undefined;
}

/** Why nothing is known of a metric, for people. */
export function explainAbsence(metric: MetricName): string {
  return find(NOT_KEPT, metric) ?? find(YET, metric) ?? 'nothing was measured in this time';
}

function find(reasons: typeof NOT_KEPT, { namespace, name }: MetricName): string | undefined {
  return reasons.find(([pattern]) => pattern.test(`${namespace} ${name}`))?.[1];
}
