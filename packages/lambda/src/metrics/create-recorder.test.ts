import { describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.ts';
import { createRecorder } from './create-recorder.ts';

function recorder(level?: 'ERROR') {
  const lines: string[] = [];
  const log = createLog({ service: 'understand', write: (line) => lines.push(line), ...(level && { level }) });
  return {
    record: createRecorder({ service: 'understand', log }),
    logged: () => lines.map((line) => JSON.parse(line)),
  };
}

describe('work that is recorded', () => {
  it('is one line with its metrics by service and operation, each in its unit', () => {
    const { record, logged } = recorder();

    record('small-model', { modelCalls: 1, modelTokens: 1840, modelDollars: 0.0021, analysisDuration: 310 });

    expect(logged()).toEqual([
      expect.objectContaining({
        message: 'small-model',
        operation: 'small-model',
        ModelCalls: 1,
        ModelTokens: 1840,
        ModelDollars: 0.0021,
        AnalysisDuration: 310,
      }),
    ]);
    expect(logged()[0]._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Sluice',
        Dimensions: [['service', 'operation'], ['service']],
        Metrics: [
          { Name: 'ModelCalls', Unit: 'Count' },
          { Name: 'ModelTokens', Unit: 'Count' },
          { Name: 'ModelDollars', Unit: 'None' },
          { Name: 'AnalysisDuration', Unit: 'Milliseconds' },
        ],
      },
    ]);
  });

  it('carries the fields that say whose it was', () => {
    const { record, logged } = recorder();

    record('small-model', { modelCalls: 1 }, { file_id: 'f1' });

    expect(logged()[0].file_id).toBe('f1');
  });

  it('is written when the log is quiet: dashboards and alarms must not go blind', () => {
    const { record, logged } = recorder('ERROR');

    record('small-model', { modelCalls: 1 });

    expect(logged()).toHaveLength(1);
  });
});
