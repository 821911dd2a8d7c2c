import { METRIC_NAMESPACE, METRICS } from '@sluice/contracts';
import { readEmbeddedMetrics } from './read-embedded-metrics.ts';
import type { Measured } from './sample-store.ts';

export type LogLine = { readonly at: number; readonly message: string };

/** Whose log it is: `/sluice/<env>/<service>/<name>`. */
export type FunctionLog = { readonly group: string; readonly lines: readonly LogLine[] };

const REPORT = /^REPORT RequestId: .*?\bDuration: ([\d.]+) ms/;

/**
 * Everything that can be known of a function from its log: its own metrics, and what AWS would have measured of it and
 * of the gateway in front of it. The local cloud keeps none of AWS's metrics.
 */
export function measureFunction({ group, lines }: FunctionLog): readonly Measured[] {
  const [, , env = '', service = '', name = ''] = group.split('/');
  const own = lines.flatMap(({ message }) => readEmbeddedMetrics(message));
  const calls = lines.flatMap(({ at, message }) => {
    const duration = REPORT.exec(message)?.[1];
    return duration === undefined ? [] : [{ at, duration: Number(duration) }];
  });
  const ofFunction = measureAs('AWS/Lambda', { FunctionName: `sluice-${env}-${service}-${name}` });
  return [
    ...own,
    ...calls.map(({ at }) => ofFunction('Invocations', at, 1)),
    ...calls.map(({ at, duration }) => ofFunction('Duration', at, duration)),
    ...countConcurrent(calls).map(({ at, value }) => ofFunction('ConcurrentExecutions', at, value)),
    ...(name === 'api' ? behindGateway(own, env) : failedCalls(own, ofFunction)),
  ];
}

type MeasureAs = (name: string, at: number, value: number) => Measured;

function measureAs(namespace: string, dimensions: Readonly<Record<string, string>>): MeasureAs {
  return (name, at, value) => ({ metric: { namespace, name, dimensions }, sample: { at, value } });
}

/** Of a whole service only: the same values come again for each operation. */
function ofService(own: readonly Measured[]): readonly Measured[] {
  return own.filter(
    ({ metric }) => metric.namespace === METRIC_NAMESPACE && Object.keys(metric.dimensions).join() === 'service',
  );
}

/** What a function that no client waits for writes as a server error it also throws. */
function failedCalls(own: readonly Measured[], ofFunction: MeasureAs): readonly Measured[] {
  return ofService(own)
    .filter(({ metric }) => metric.name === METRICS.serverErrors)
    .map(({ sample }) => ofFunction('Errors', sample.at, sample.value));
}

const GATEWAY_NAMES: Readonly<Record<string, string>> = {
  [METRICS.requests]: 'Count',
  [METRICS.clientErrors]: '4XXError',
  [METRICS.serverErrors]: '5XXError',
  [METRICS.duration]: 'Latency',
};

/** Every request of the gateway is one of a function: what the gateway answers by itself is missing. */
function behindGateway(own: readonly Measured[], env: string): readonly Measured[] {
  const ofGateway = measureAs('AWS/ApiGateway', { ApiName: `sluice-${env}-api` });
  return ofService(own).flatMap(({ metric, sample }) => {
    const name = GATEWAY_NAMES[metric.name];
    return name === undefined ? [] : [ofGateway(name, sample.at, sample.value)];
  });
}

type Call = { readonly at: number; readonly duration: number };

/** At the start of each call, how many were at work. `at` is when a call ended. */
function countConcurrent(calls: readonly Call[]): readonly { readonly at: number; readonly value: number }[] {
  const changes = calls
    .flatMap(({ at, duration }) => [
      { at: at - duration, change: 1 },
      { at, change: -1 },
    ])
    // One that ends when another starts makes room for it.
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let atWork = 0;
  return changes.flatMap(({ at, change }) => {
    atWork += change;
    return change > 0 ? [{ at, value: atWork }] : [];
  });
}
