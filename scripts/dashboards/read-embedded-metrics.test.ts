import { describe, expect, it } from 'vitest';
import { readEmbeddedMetrics } from './read-embedded-metrics.ts';

const line = (values: object) =>
  JSON.stringify({
    level: 'INFO',
    service: 'upload',
    operation: 'createUpload',
    _aws: {
      Timestamp: 1000,
      CloudWatchMetrics: [
        {
          Namespace: 'Sluice',
          Dimensions: [['service', 'operation'], ['service']],
          Metrics: [{ Name: 'Requests', Unit: 'Count' }],
        },
      ],
    },
    ...values,
  });

describe('a log line', () => {
  it('is one value for every set of its dimensions', () => {
    expect(readEmbeddedMetrics(line({ Requests: 2 }))).toEqual([
      {
        metric: { namespace: 'Sluice', name: 'Requests', dimensions: { service: 'upload', operation: 'createUpload' } },
        sample: { at: 1000, value: 2 },
      },
      {
        metric: { namespace: 'Sluice', name: 'Requests', dimensions: { service: 'upload' } },
        sample: { at: 1000, value: 2 },
      },
    ]);
  });

  it('may hold several values of a metric', () => {
    const values = readEmbeddedMetrics(line({ Requests: [2, 3] })).map(({ sample }) => sample.value);
    expect(values).toEqual([2, 3, 2, 3]);
  });

  it.each([
    ['is a word of the platform', 'START RequestId: 1 Version: $LATEST'],
    ['is no metric', JSON.stringify({ level: 'INFO', message: 'done' })],
    ['is cut off', line({ Requests: 1 }).slice(0, -5)],
    ['lacks its values', line({})],
    ['says it is a metric and is none', '{"_aws":7}'],
  ])('that %s measures nothing', (_, text) => {
    expect(readEmbeddedMetrics(text)).toEqual([]);
  });
});
