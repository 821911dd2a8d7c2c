import { aggregate, fillWithZeros, type Point, summarize, type Window } from './aggregate.ts';
import type { MetricWidget, Series } from './dashboard.ts';
import { explainAbsence, isKept } from './explain-absence.ts';
import type { SampleStore } from './sample-store.ts';

/** A series with its values, or with why it has none. */
export type FilledSeries = Pick<Series, 'label' | 'statistic' | 'color'> & {
  readonly points: readonly Point[];
  /** Over the whole window. */
  readonly overall: number | undefined;
  /** Set when there are no points. */
  readonly absence?: string;
};

export function fillWidget({ series }: MetricWidget, samples: SampleStore, window: Window): readonly FilledSeries[] {
  return series.map(({ metric, label, statistic, color }) => {
    const known = samples.of(metric).filter(({ at }) => at >= window.from && at < window.to);
    const counted = aggregate(known, statistic, window);
    const points = statistic === 'Sum' && isKept(metric) ? fillWithZeros(counted, window) : counted;
    const values = points === counted ? known.map(({ value }) => value) : [0, ...known.map(({ value }) => value)];
    return {
      label,
      statistic,
      color,
      points,
      overall: summarize(values, statistic),
      ...(points.length === 0 && { absence: explainAbsence(metric) }),
    };
  });
}
