/** One value a cloud measured. */
export type Sample = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
};

/** What a metric is called, as CloudWatch tells metrics apart. */
export type MetricName = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

export type Measured = { readonly metric: MetricName; readonly sample: Sample };

/** Samples by metric, in no order. */
export type SampleStore = { readonly of: (metric: MetricName) => readonly Sample[] };

const keyOf = ({ namespace, name, dimensions }: MetricName): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);

export function storeSamples(measured: Iterable<Measured>): SampleStore {
  const samples = new Map<string, Sample[]>();
  for (const { metric, sample } of measured) {
    const key = keyOf(metric);
    const known = samples.get(key);
    if (known === undefined) samples.set(key, [sample]);
    else known.push(sample);
  }
  return { of: (metric) => samples.get(keyOf(metric)) ?? [] };
}
