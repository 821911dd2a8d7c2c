import { describe, expect, it } from 'vitest';
import { measureFunction } from './measure-functions.ts';
import { storeSamples } from './sample-store.ts';

const report = (at: number, ms: number) => ({
  at,
  message: `REPORT RequestId: r\tDuration: ${ms} ms\tBilled Duration: ${ms} ms`,
});
const measured = (at: number, values: Readonly<Record<string, number>>) => ({
  at,
  message: JSON.stringify({
    service: 'upload',
    operation: 'o',
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: 'Sluice',
          Dimensions: [['service', 'operation'], ['service']],
          Metrics: Object.keys(values).map((Name) => ({ Name })),
        },
      ],
    },
    ...values,
  }),
});
const lambda = (name: string, FunctionName: string) => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName },
});
const gateway = (name: string) => ({ namespace: 'AWS/ApiGateway', name, dimensions: { ApiName: 'sluice-dev-api' } });

describe('the log of a function', () => {
  it('tells its calls and how long they took', () => {
    const samples = storeSamples(
      measureFunction({ group: '/sluice/dev/upload/accept-object', lines: [report(1000, 12.5), report(2000, 7)] }),
    );

    const name = 'sluice-dev-upload-accept-object';
    expect(samples.of(lambda('Invocations', name)).map(({ at }) => at)).toEqual([1000, 2000]);
    expect(samples.of(lambda('Duration', name)).map(({ value }) => value)).toEqual([12.5, 7]);
  });

  it('tells how many calls ran at the same time: one that ends makes room for the next', () => {
    const lines = [report(100, 100), report(150, 100), report(200, 50)];
    const samples = storeSamples(measureFunction({ group: '/sluice/dev/upload/accept-object', lines }));

    const atWork = samples.of(lambda('ConcurrentExecutions', 'sluice-dev-upload-accept-object'));
    expect(atWork.map(({ value }) => value)).toEqual([1, 2, 1]);
  });

  it('counts what it threw, once', () => {
    const lines = [measured(1000, { Requests: 1, ServerErrors: 1 })];
    const samples = storeSamples(measureFunction({ group: '/sluice/dev/upload/accept-object', lines }));

    expect(samples.of(lambda('Errors', 'sluice-dev-upload-accept-object'))).toEqual([{ at: 1000, value: 1 }]);
  });

  it('tells of an API what the gateway answered, which threw nothing', () => {
    const lines = [
      measured(1000, { Requests: 1, Duration: 8, ServerErrors: 1 }),
      measured(2000, { Requests: 1, ClientErrors: 1 }),
    ];
    const samples = storeSamples(measureFunction({ group: '/sluice/dev/upload/api', lines }));

    expect(samples.of(gateway('Count'))).toHaveLength(2);
    expect(samples.of(gateway('Latency'))).toEqual([{ at: 1000, value: 8 }]);
    expect(samples.of(gateway('5XXError'))).toEqual([{ at: 1000, value: 1 }]);
    expect(samples.of(gateway('4XXError'))).toEqual([{ at: 2000, value: 1 }]);
    expect(samples.of(lambda('Errors', 'sluice-dev-upload-api'))).toEqual([]);
  });
});
