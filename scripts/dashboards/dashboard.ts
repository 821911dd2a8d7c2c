import type { MetricName } from './sample-store.ts';

export type Series = {
  readonly metric: MetricName;
  readonly label: string;
  /** `Sum`, `Average`, `Maximum`, `Minimum`, `SampleCount` or `p<number>`. */
  readonly statistic: string;
  readonly color?: string | undefined;
};

type Place = { readonly x: number; readonly width: number };

export type Widget = Place &
  (
    | { readonly kind: 'text'; readonly markdown: string }
    | {
        readonly kind: 'lines' | 'bars' | 'values';
        readonly title: string;
        /** Of the axis: `count`, `ms`, … */
        readonly unit: string;
        readonly series: readonly Series[];
      }
    | { readonly kind: 'alarms'; readonly title: string; readonly alarms: readonly string[] }
  );
export type MetricWidget = Extract<Widget, { readonly series: unknown }>;

/** `columns` of the 24 a row has. */
export type Dashboard = { readonly name: string; readonly widgets: readonly Widget[] };
