import { describe, expect, it } from 'vitest';
import { parseDashboard } from './parse-dashboard.ts';

const place = { x: 0, y: 0, width: 12, height: 6 };
const metric = (properties: object) => ({
  ...place,
  type: 'metric',
  properties: { view: 'timeSeries', ...properties },
});
const parse = (...widgets: object[]) => parseDashboard('sluice-dev-upload', { widgets }).widgets;

describe('a dashboard as CloudWatch takes it', () => {
  it('has series with their dimensions, statistic, label and color', () => {
    const row = [
      'AWS/DynamoDB',
      'Latency',
      'TableName',
      't',
      'Operation',
      'Query',
      { label: 'q', stat: 'p99', color: '#123456' },
    ];

    expect(parse(metric({ title: 'latency', metrics: [row], yAxis: { left: { label: 'ms', min: 0 } } }))).toEqual([
      {
        kind: 'lines',
        x: 0,
        width: 12,
        title: 'latency',
        unit: 'ms',
        series: [
          {
            metric: { namespace: 'AWS/DynamoDB', name: 'Latency', dimensions: { TableName: 't', Operation: 'Query' } },
            label: 'q',
            statistic: 'p99',
            color: '#123456',
          },
        ],
      },
    ]);
  });

  it('takes the name as label and the average, as CloudWatch does', () => {
    expect(parse(metric({ metrics: [['Sluice', 'Requests']] }))).toMatchObject([
      { series: [{ label: 'Requests', statistic: 'Average', metric: { dimensions: {} } }] },
    ]);
  });

  it.each([
    ['timeSeries', 'lines'],
    ['bar', 'bars'],
    ['singleValue', 'values'],
  ])('draws the view %s as %s', (view, kind) => {
    expect(parse(metric({ view, metrics: [] }))).toMatchObject([{ kind }]);
  });

  it('has texts, and alarms by their names', () => {
    expect(
      parse(
        { ...place, type: 'text', properties: { markdown: '# upload' } },
        { ...place, type: 'alarm', properties: { title: 'alarms', alarms: ['arn:aws:cloudwatch:r:1:alarm:too-slow'] } },
      ),
    ).toMatchObject([
      { kind: 'text', markdown: '# upload' },
      { kind: 'alarms', alarms: ['too-slow'] },
    ]);
  });

  it('is refused when it has what cannot be drawn', () => {
    expect(() => parse(metric({ view: 'pie', metrics: [] }))).toThrow('view');
    expect(() => parse(metric({ metrics: [[{ expression: 'a + b' }]] }))).toThrow();
  });
});
