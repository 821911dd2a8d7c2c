import { describe, expect, it } from 'vitest';
import { measureExecutions } from './measure-executions.ts';
import { measureQueue } from './measure-queue.ts';

const shown = (measured: ReturnType<typeof measureQueue>) =>
  measured.map(({ metric, sample }) => [metric.name, sample.at, sample.value]);

describe('executions', () => {
  it('count when they start, and how and after how long they end', () => {
    const measured = measureExecutions('arn', [
      { status: 'SUCCEEDED', startedAt: 1000, endedAt: 1500 },
      { status: 'TIMED_OUT', startedAt: 2000, endedAt: 5000 },
    ]);

    expect(shown(measured)).toEqual([
      ['ExecutionsStarted', 1000, 1],
      ['ExecutionsSucceeded', 1500, 1],
      ['ExecutionTime', 1500, 500],
      ['ExecutionsStarted', 2000, 1],
      ['ExecutionsTimedOut', 5000, 1],
      ['ExecutionTime', 5000, 3000],
    ]);
    expect(measured[0]?.metric.dimensions).toEqual({ StateMachineArn: 'arn' });
  });

  it('that still run have only started', () => {
    expect(shown(measureExecutions('arn', [{ status: 'RUNNING', startedAt: 1000 }]))).toEqual([
      ['ExecutionsStarted', 1000, 1],
    ]);
  });
});

describe('a queue', () => {
  it('has no old messages when it has none', () => {
    expect(shown(measureQueue({ name: 'q', visible: 0, notVisible: 0 }, 9))).toContainEqual([
      'ApproximateAgeOfOldestMessage',
      9,
      0,
    ]);
  });

  it('with messages does not say how old they are', () => {
    expect(shown(measureQueue({ name: 'q', visible: 2, notVisible: 1 }, 9))).toEqual([
      ['ApproximateNumberOfMessagesVisible', 9, 2],
      ['ApproximateNumberOfMessagesNotVisible', 9, 1],
    ]);
  });
});
