import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EmfOutput } from '@aws-lambda-powertools/metrics/types';
import { METRIC_NAMESPACE, METRIC_UNITS, METRICS, type MetricKey } from '@sluice/contracts';

/** Values by metric, in the metric's unit; the ones that are absent are not written. */
export type Measurements = { readonly [M in MetricKey]?: number };

/** The CloudWatch embedded metric of one event: fields to put into a log line. */
export type Meter = (operation: string, measurements: Measurements) => Readonly<Record<string, unknown>>;

const NAMES = Object.entries(METRICS) as readonly [MetricKey, string][];
const UNITS = new Map(NAMES.map(([key, name]) => [name, METRIC_UNITS[key] ?? MetricUnit.Count]));

/**
 * Embedded metrics of a service, by `service` and by `service` + `operation`. They travel in the log line that is
 * written anyway, because a second line for the same request doubles what CloudWatch bills. The metadata around the
 * values is made once for each operation and set of metrics: making it took longer than the rest of the edge.
 */
export function createMeter(service: string): Meter {
  const metadata = new Map<string, EmfOutput['_aws']>();
  return (operation, measurements) => {
    const values: Record<string, number> = {};
    for (const [key, name] of NAMES) {
      const value = measurements[key];
      if (value !== undefined) values[name] = value;
    }
    const names = Object.keys(values);
    const key = [operation, ...names].join();
    const known = metadata.get(key) ?? describeMetrics(service, operation, names);
    metadata.set(key, known);
    return { _aws: { ...known, Timestamp: Date.now() }, operation, ...values };
  };
}

function describeMetrics(service: string, operation: string, names: readonly string[]): EmfOutput['_aws'] {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: service, defaultDimensions: { service } });
  metrics.addDimensions({ operation }).addDimensions({});
  for (const name of names) {
    metrics.addMetric(name, UNITS.get(name) ?? MetricUnit.Count, 0);
  }
  return metrics.serializeMetrics()._aws;
}
