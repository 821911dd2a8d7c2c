import type { Sample } from './sample-store.ts';

/** What is looked at, cut into equal periods. All in milliseconds. */
export type Window = { readonly from: number; readonly to: number; readonly period: number };

export type Point = {
  /** The start of its period. */
  readonly at: number;
  readonly value: number;
};

const PERIODS = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000);
const MOST_PERIODS = 90;
const LEAST_SPAN = 60_000;

/** The window that holds everything from `from` to `to`, in the shortest period a chart can still show. */
export function chooseWindow(from: number, to: number): Window {
  const span = Math.max(to - from, LEAST_SPAN);
  const period = PERIODS.find((candidate) => span / candidate <= MOST_PERIODS) ?? Math.ceil(span / MOST_PERIODS);
  const end = Math.ceil((to + 1) / period) * period;
  const start = Math.floor((to - span) / period) * period;
  return { from: start, to: end, period };
}

/** One value out of many, as CloudWatch's statistic of that name. Throws when it does not know it; undefined for none. */
export function summarize(values: readonly number[], statistic: string): number | undefined {
  if (values.length === 0) return undefined;
  const sum = () => values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Sum':
      return sum();
    case 'SampleCount':
      return values.length;
    case 'Average':
      return sum() / values.length;
    case 'Maximum':
      return values.reduce((most, value) => Math.max(most, value));
    case 'Minimum':
      return values.reduce((least, value) => Math.min(least, value));
  }
  const percent = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
  if (percent === undefined)
    throw new Error(`statistic "${statistic}" is not known: use Sum, Average, Maximum or p<n>`);
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil((Number(percent) / 100) * sorted.length);
  return sorted[Math.max(rank, 1) - 1];
}

/** A point for every period that has samples, in order. */
export function aggregate(samples: readonly Sample[], statistic: string, window: Window): readonly Point[] {
  const { from, to, period } = window;
  const periods = new Map<number, number[]>();
  for (const { at, value } of samples) {
    if (at < from || at >= to) continue;
    const start = from + Math.floor((at - from) / period) * period;
    periods.set(start, [...(periods.get(start) ?? []), value]);
  }
  return [...periods]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, values]) => {
      const value = summarize(values, statistic);
      return value === undefined ? [] : [{ at, value }];
    });
}

/** With a zero wherever nothing was counted: of a sum, no sample means none. */
export function fillWithZeros(points: readonly Point[], { from, to, period }: Window): readonly Point[] {
  const known = new Map(points.map(({ at, value }) => [at, value]));
  const filled: Point[] = [];
  for (let at = from; at < to; at += period) filled.push({ at, value: known.get(at) ?? 0 });
  return filled;
}
