import type { Point, Window } from './aggregate.ts';
import { escapeHtml } from './escape-html.ts';
import type { FilledSeries } from './fill-widget.ts';
import { formatTime, formatValue, niceMaximum } from './format-value.ts';
import { strokeOf } from './series-color.ts';

export type Chart = { readonly series: readonly FilledSeries[]; readonly unit: string; readonly window: Window };

const HEIGHT = 190;
const MARGIN = { left: 52, right: 12, top: 10, bottom: 22 };
/** Further apart, points belong to different bursts: a line between them would claim what nobody measured. */
const LONGEST_GAP = 4;
/** Points; a line so short is hard to see. */
const SHORT_BURST = 3;

/** A chart over time, `width` pixels wide. What every period holds is told where the pointer rests. */
export function drawLines({ series, unit, window }: Chart, width: number): string {
  const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const most = niceMaximum(Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value))));
  const x = (at: number) =>
    round(MARGIN.left + ((at + window.period / 2 - window.from) / (window.to - window.from)) * inner.width);
  const y = (value: number) => round(MARGIN.top + inner.height * (1 - value / most));
  const base = y(0);
  return [
    `<svg class="chart" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escapeHtml(describe(series, unit))}">`,
    ...[0, 0.25, 0.5, 0.75, 1].map((part) => {
      const value = most * part;
      const text =
        part * 2 === Math.round(part * 2) ? label(MARGIN.left - 8, y(value) + 4, 'end', formatValue(value, unit)) : '';
      return `<line class="grid" x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${y(value)}" y2="${y(value)}"/>${text}`;
    }),
    ...timeLabels(window, width),
    ...series.map((one, index) => drawSeries(one, index, { x, y, base, period: window.period })),
    ...periodTips(series, unit, window, (at) => x(at), inner.width),
    '</svg>',
  ].join('');
}

type Scale = {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly base: number;
  readonly period: number;
};

function drawSeries({ points, color }: FilledSeries, index: number, { x, y, base, period }: Scale): string {
  // The legend says so; a line along the axis would hide the others' ends.
  if (points.every(({ value }) => value === 0)) return '';
  const stroke = strokeOf(color, index);
  const look = `stroke="${stroke.color}"${stroke.dash && ` stroke-dasharray="${stroke.dash}"`}`;
  return splitBursts(points, period)
    .map((burst) => {
      const first = burst[0]?.at ?? 0;
      const last = burst.at(-1)?.at ?? first;
      const line = burst.map(({ at, value }) => `${x(at)} ${y(value)}`).join('L');
      const area = `<path class="area" fill="${stroke.color}" d="M${x(first)} ${base}L${line}L${x(last)} ${base}Z"/>`;
      const dots = burst.map(
        ({ at, value }) => `<circle cx="${x(at)}" cy="${y(value)}" r="2.5" fill="${stroke.color}"/>`,
      );
      return [
        index === 0 ? area : '',
        `<path class="line" ${look} d="M${line}"/>`,
        ...(burst.length <= SHORT_BURST ? dots : []),
      ].join('');
    })
    .join('');
}

function splitBursts(points: readonly Point[], period: number): readonly (readonly Point[])[] {
  const bursts: Point[][] = [];
  let before: Point | undefined;
  for (const point of points) {
    const burst = bursts.at(-1);
    if (burst !== undefined && before !== undefined && point.at - before.at <= LONGEST_GAP * period) burst.push(point);
    else bursts.push([point]);
    before = point;
  }
  return bursts;
}

function timeLabels(window: Window, width: number): readonly string[] {
  const count = width > 500 ? 4 : 2;
  const span = window.to - window.from;
  return Array.from({ length: count + 1 }, (_, index) => {
    const part = index / count;
    const anchor = index === 0 ? 'start' : index === count ? 'end' : 'middle';
    const at = MARGIN.left + part * (width - MARGIN.left - MARGIN.right);
    return label(round(at), HEIGHT - 6, anchor, formatTime(window.from + part * span, span < 3_600_000));
  });
}

function periodTips(
  series: readonly FilledSeries[],
  unit: string,
  window: Window,
  x: (at: number) => number,
  width: number,
): readonly string[] {
  const known = series.map(({ label: name, points }) => ({
    name,
    values: new Map(points.map((p) => [p.at, p.value])),
  }));
  const step = (width * window.period) / (window.to - window.from);
  const tips: string[] = [];
  for (let at = window.from; at < window.to; at += window.period) {
    const lines = known.flatMap(({ name, values }) => {
      const value = values.get(at);
      return value === undefined ? [] : [`${name}: ${formatValue(value, unit)}`];
    });
    if (lines.length === 0) continue;
    const title = escapeHtml([formatTime(at, true), ...lines].join('\n'));
    const left = round(x(at) - step / 2);
    tips.push(
      `<rect class="tip" x="${left}" y="${MARGIN.top}" width="${round(step)}" height="${HEIGHT - MARGIN.top - MARGIN.bottom}"><title>${title}</title></rect>`,
    );
  }
  return tips;
}

function describe(series: readonly FilledSeries[], unit: string): string {
  return series
    .map(({ label: name, overall }) => `${name} ${overall === undefined ? 'unknown' : formatValue(overall, unit)}`)
    .join(', ');
}

function label(x: number, y: number, anchor: string, text: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
