import type { Window } from './aggregate.ts';
import type { Widget } from './dashboard.ts';
import { drawBars, drawValues } from './draw-bars.ts';
import { drawLines } from './draw-lines.ts';
import { escapeHtml } from './escape-html.ts';
import { type FilledSeries, fillWidget } from './fill-widget.ts';
import { formatValue } from './format-value.ts';
import type { SampleStore } from './sample-store.ts';
import { strokeOf } from './series-color.ts';

/** Of the 1,200 pixels that 24 columns are wide. */
const COLUMN = 50;

/** One widget as HTML, in its place of the grid. */
export function drawWidget(widget: Widget, samples: SampleStore, window: Window): string {
  const place = `style="grid-column:${widget.x + 1} / span ${widget.width}"`;
  if (widget.kind === 'text') return `<div class="text" ${place}>${drawMarkdown(widget.markdown)}</div>`;
  return `<article class="widget" ${place}><h3>${escapeHtml(widget.title)}</h3>${drawContent(widget, samples, window)}</article>`;
}

function drawContent(widget: Exclude<Widget, { kind: 'text' }>, samples: SampleStore, window: Window): string {
  if (widget.kind === 'alarms') return drawAlarms(widget.alarms);
  const { unit } = widget;
  const series = fillWidget(widget, samples, window);
  if (widget.kind === 'bars') return drawBars(series, unit);
  if (widget.kind === 'values') return drawValues(series, unit);
  const known = series.filter(({ points }) => points.length > 0);
  if (known.length === 0) return drawAbsence(series);
  if (known.every(({ points }) => points.every(({ value }) => value === 0))) return drawZero(series, known, unit);
  // One moment is no course of time.
  if (known.every(({ points }) => points.length === 1)) return drawBars(series, unit);
  return drawLines({ series, unit, window }, widget.width * COLUMN) + drawLegend(series, unit);
}

function drawAbsence(series: readonly FilledSeries[]): string {
  const reasons = new Set(series.map(({ absence }) => absence ?? 'nothing was measured in this time'));
  return `<p class="absent">${[...reasons].map(escapeHtml).join('<br>')}</p>`;
}

/** A flat line would take as much room and say no more. */
function drawZero(series: readonly FilledSeries[], known: readonly FilledSeries[], unit: string): string {
  const text = known.every(({ points }) => points.length === 1) ? 'none now' : 'none in this time';
  return `<p class="absent">${text}</p>${drawLegend(series, unit)}`;
}

function drawLegend(series: readonly FilledSeries[], unit: string): string {
  const entries = series.map(({ label, overall, color, absence }, index) => {
    const swatch = `<i style="background:${strokeOf(color, index).color}"></i>`;
    if (overall === undefined) {
      return `<li class="unknown" title="${escapeHtml(absence ?? '')}">${swatch}${escapeHtml(label)} –</li>`;
    }
    return `<li>${swatch}${escapeHtml(label)} <b>${escapeHtml(formatValue(overall, unit))}</b></li>`;
  });
  return `<ul class="legend">${entries.join('')}</ul>`;
}

function drawAlarms(names: readonly string[]): string {
  const items = [...names].sort().map((name) => `<li>${escapeHtml(name)}</li>`);
  return `<p class="absent">${names.length} alarms watch this on AWS; a laptop calls nobody.</p><details><summary>their names</summary><ul class="names">${items.join('')}</ul></details>`;
}

/** A heading and lines: all that our dashboards write. */
function drawMarkdown(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => (line.startsWith('# ') ? `<h2>${escapeHtml(line.slice(2))}</h2>` : `<p>${escapeHtml(line)}</p>`))
    .join('');
}
