import { escapeHtml } from './escape-html.ts';
import type { FilledSeries } from './fill-widget.ts';
import { formatValue } from './format-value.ts';
import { strokeOf } from './series-color.ts';

/** One bar a series, longest where the most is; the widths are parts of the largest. */
export function drawBars(series: readonly FilledSeries[], unit: string): string {
  const most = Math.max(1, ...series.map(({ overall = 0 }) => overall));
  const rows = series.map(({ label, overall, color, absence }, index) => {
    const value = overall === undefined ? (absence ?? 'unknown') : formatValue(overall, unit);
    const percent = Math.round(((overall ?? 0) / most) * 1000) / 10;
    return `<tr><th scope="row">${escapeHtml(label)}</th><td><span class="bar" style="width:${percent}%;background:${strokeOf(color, index).color}"></span></td><td class="number">${escapeHtml(value)}</td></tr>`;
  });
  return `<table class="bars">${rows.join('')}</table>`;
}

/** Big numbers in a row. */
export function drawValues(series: readonly FilledSeries[], unit: string): string {
  const values = series.map(({ label, overall, color }, index) => {
    const value = overall === undefined ? '–' : formatValue(overall, unit);
    const stroke = strokeOf(color, index).color;
    return `<div class="value"><span class="big"${overall ? ` style="color:${stroke}"` : ''}>${escapeHtml(value)}</span><span>${escapeHtml(label)}</span></div>`;
  });
  return `<div class="values">${values.join('')}</div>`;
}
