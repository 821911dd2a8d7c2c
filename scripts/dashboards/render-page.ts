import type { Window } from './aggregate.ts';
import type { Dashboard } from './dashboard.ts';
import { drawWidget } from './draw-widget.ts';
import { escapeHtml } from './escape-html.ts';
import { formatTime, formatValue } from './format-value.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './page-style.ts';
import type { SampleStore } from './sample-store.ts';

export type Page = {
  readonly dashboards: readonly Dashboard[];
  readonly samples: SampleStore;
  readonly window: Window;
  /** Where the numbers are from. */
  readonly cloudUrl: string;
};

/** Every dashboard as one HTML page that needs nothing else. */
export function renderPage({ dashboards, samples, window, cloudUrl }: Page): string {
  const named = dashboards.map((dashboard) => ({ ...dashboard, short: shortName(dashboard.name) }));
  const links = named.map(({ short }) => `<a href="#${escapeHtml(short)}">${escapeHtml(short)}</a>`);
  const sections = named.map(
    ({ short, name, widgets }) =>
      `<section id="${escapeHtml(short)}" aria-label="${escapeHtml(name)}">${widgets.map((widget) => drawWidget(widget, samples, window)).join('\n')}</section>`,
  );
  const made = `${formatTime(window.from, true)} to ${formatTime(window.to, true)}, a point every ${formatValue(window.period / 1000, 's')}, from ${cloudUrl}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sluice: dashboards</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header><p><strong>Sluice</strong>${escapeHtml(made)}</p><nav>${links.join('')}</nav></header>
<main>
${sections.join('\n')}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** `sluice-<env>-<name>` without what all of them have. */
export function shortName(name: string): string {
  return name.split('-').slice(2).join('-') || name;
}
