import { describe, expect, it } from 'vitest';
import { chooseWindow } from './aggregate.ts';
import type { Dashboard, MetricWidget } from './dashboard.ts';
import { describePage } from './describe-page.ts';
import { renderPage } from './render-page.ts';
import { type Measured, type MetricName, storeSamples } from './sample-store.ts';

const NOW = 1_800_000_000_000;
const requests = { namespace: 'Sluice', name: 'Requests', dimensions: { service: 'upload' } };
const queue = { namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName: 'q' } };
const latency = { namespace: 'AWS/DynamoDB', name: 'SuccessfulRequestLatency', dimensions: { TableName: 't' } };

const graph = (
  title: string,
  metric: MetricName = requests,
  statistic = 'Sum',
  kind: MetricWidget['kind'] = 'lines',
): MetricWidget => ({
  kind,
  x: 0,
  width: 12,
  title,
  unit: 'count',
  series: [{ metric, label: `${title} of upload`, statistic }],
});
const page = (widgets: Dashboard['widgets'], measured: readonly Measured[] = []) => ({
  dashboards: [{ name: 'sluice-dev-upload', widgets }],
  samples: storeSamples(measured),
  window: chooseWindow(NOW - 300_000, NOW),
  cloudUrl: 'http://127.0.0.1:4566',
});
const sample = (metric: Measured['metric'], at: number, value: number): Measured => ({ metric, sample: { at, value } });
const render = (...args: Parameters<typeof page>) => renderPage(page(...args));

describe('the page', () => {
  it('needs nothing from anywhere else', () => {
    const html = render([graph('requests')], [sample(requests, NOW, 3)]);
    expect(html).not.toMatch(/<link|src=|@import|url\(|https?:(?!\/\/127\.0\.0\.1)/);
    expect(html).toMatch(/^<!doctype html>/);
  });

  it('has a section and a link for each dashboard, by its short name', () => {
    const html = render([graph('requests')]);
    expect(html).toContain('<section id="upload"');
    expect(html).toContain('<a href="#upload">upload</a>');
  });

  it('keeps every name a text', () => {
    const html = render(
      [
        graph('<script>x</script>"'),
        { kind: 'text', x: 0, width: 24, markdown: '# <img src=x>\n<b>' },
        { kind: 'alarms', x: 0, width: 24, title: 'alarms', alarms: ['<i>alarm</i>'] },
      ],
      [sample(requests, NOW, 3)],
    );
    expect(html).not.toMatch(/<script>x|<img|<b>(?!\d)|<i>alarm/);
    expect(html).toContain('&lt;img src=x&gt;');
  });

  it('takes a color from a definition only when it is one', () => {
    const widget = graph('requests');
    const series = widget.series.map((one) => ({ ...one, color: '"><script>' }));
    expect(render([{ ...widget, series }], [sample(requests, NOW, 3)])).not.toContain('"><script>');
  });
});

describe('a widget over time', () => {
  it('draws its line, and says the total and what each period holds', () => {
    const html = render([graph('requests')], [sample(requests, NOW - 200_000, 3), sample(requests, NOW, 4)]);
    expect(html).toMatch(/<path class="line" /);
    expect(html).toContain('requests of upload <b>7</b>');
    expect(html).toMatch(/<title>\d\d:\d\d:\d\d\nrequests of upload: 4<\/title>/);
  });

  it('draws no line where nothing was measured for long', () => {
    const values = [NOW - 290_000, NOW].map((at) => sample(queue, at, 5));
    expect(render([graph('waiting', queue, 'Maximum')], values).match(/<path class="line"/g)).toHaveLength(2);
  });

  it('is a sentence when nothing was counted', () => {
    const html = render([graph('requests')]);
    expect(html).toContain('none in this time');
    expect(html).not.toContain('<svg');
  });

  it('is a bar when there is one moment only', () => {
    const html = render([graph('waiting', queue, 'Maximum')], [sample(queue, NOW, 5)]);
    expect(html).toContain('class="bar"');
    expect(html).not.toContain('<svg');
  });

  it('says why it has no data', () => {
    expect(render([graph('latency', latency, 'p99')])).toContain('the local cloud keeps no metrics of tables');
    expect(render([graph('throttles', { ...latency, name: 'ReadThrottleEvents' })])).toContain('keeps no metrics');
  });
});

describe('other widgets', () => {
  it('show totals as bars, the longest for the most', () => {
    const html = render([graph('funnel', requests, 'Sum', 'bars')], [sample(requests, NOW, 3)]);
    expect(html).toContain('width:100%');
  });

  it('show totals as numbers', () => {
    const html = render([graph('files', requests, 'Sum', 'values')], [sample(requests, NOW, 12_345)]);
    expect(html).toMatch(/class="big"[^>]*>12\.3k</);
  });

  it('say how many alarms there would be', () => {
    const html = render([{ kind: 'alarms', x: 0, width: 24, title: 'alarms', alarms: ['b', 'a'] }]);
    expect(html).toContain('2 alarms watch this on AWS');
    expect(html).toContain('<li>a</li><li>b</li>');
  });
});

describe('the page for programs', () => {
  it('has every value, and why others are missing', () => {
    const described = describePage(
      page([graph('requests'), graph('latency', latency, 'p99')], [sample(requests, NOW, 3)]),
      '/page.html',
    );

    expect(described).toMatchObject({ file: '/page.html', period_seconds: 5 });
    const [requested, slow] = described.dashboards[0]?.widgets ?? [];
    expect(requested?.series[0]).toMatchObject({ label: 'requests of upload', value: 3 });
    expect(slow?.series[0]).toMatchObject({ value: null, points: [], absence: expect.stringContaining('tables') });
  });
});
