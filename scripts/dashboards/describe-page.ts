import { fillWidget } from './fill-widget.ts';
import type { Page } from './render-page.ts';

/** What the page shows, for programs: every widget that has metrics, with its values. */
export function describePage({ dashboards, samples, window, cloudUrl }: Page, file: string) {
  return {
    file,
    cloud_url: cloudUrl,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    period_seconds: window.period / 1000,
    dashboards: dashboards.map(({ name, widgets }) => ({
      name,
      widgets: widgets.flatMap((widget) =>
        'series' in widget
          ? [
              {
                title: widget.title,
                unit: widget.unit,
                series: fillWidget(widget, samples, window).map(({ label, statistic, overall, absence, points }) => ({
                  label,
                  statistic,
                  value: overall ?? null,
                  ...(absence !== undefined && { absence }),
                  points: points.map(({ at, value }) => [at, value]),
                })),
              },
            ]
          : [],
      ),
    })),
  };
}
