import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Resource, ROOT, synthesize } from './testing/synthesize.ts';

const aws = await synthesize('aws');
const alarms = aws.ofType('AWS::CloudWatch::Alarm');

/** The metrics an alarm looks at, each with the resources its dimensions name. */
const watchedBy = ({ Properties }: Resource): readonly { metric: string; dimensions: string }[] => {
  const single = { MetricName: Properties.MetricName, Dimensions: Properties.Dimensions };
  const all: { MetricName: string; Dimensions: unknown }[] = Properties.Metrics
    ? Properties.Metrics.flatMap(
        ({ MetricStat }: { MetricStat?: { Metric: typeof single } }) => MetricStat?.Metric ?? [],
      )
    : [single];
  return all.map(({ MetricName, Dimensions }) => ({ metric: MetricName, dimensions: JSON.stringify(Dimensions) }));
};
const metricsOf = ({ stack, logicalId }: Resource): readonly string[] =>
  [
    ...new Set(
      alarms
        .filter((alarm) => alarm.stack === stack)
        .flatMap(watchedBy)
        .filter(({ dimensions }) => dimensions.includes(`"${logicalId}"`))
        .map(({ metric }) => metric),
    ),
  ].sort();

/** Whatever a queue, a function, an event source or a rule hands over what it cannot handle to. */
const deadLetterQueues = (): readonly Resource[] => {
  const targets = JSON.stringify(
    aws.resources.flatMap(({ Properties }) => [
      Properties.RedrivePolicy?.deadLetterTargetArn,
      Properties.DeadLetterConfig?.TargetArn,
      Properties.DestinationConfig?.OnFailure?.Destination,
      ...(Array.isArray(Properties.Targets) ? Properties.Targets : []).map((target) => target.DeadLetterConfig?.Arn),
      Properties.Target?.DeadLetterConfig?.Arn,
    ]),
  );
  // By the id, which is part of an export's name too when another stack hands over.
  return aws.ofType('AWS::SQS::Queue').filter(({ logicalId }) => targets.includes(logicalId));
};

describe('alarms', () => {
  it('watch errors, throttles and duration of every function', () => {
    for (const fn of aws.ofType('AWS::Lambda::Function')) {
      expect(metricsOf(fn)).toEqual(expect.arrayContaining(['Duration', 'Errors', 'Throttles']));
    }
  });

  it('say that a function comes near its timeout before it is reached', () => {
    for (const fn of aws.ofType('AWS::Lambda::Function')) {
      const [alarm] = alarms.filter(
        ({ Properties }) =>
          Properties.MetricName === 'Duration' && JSON.stringify(Properties.Dimensions).includes(`"${fn.logicalId}"`),
      );
      expect(alarm?.Properties.Threshold).toBeLessThan(fn.Properties.Timeout * 1000);
    }
  });

  it('watch how old messages get in every queue', () => {
    for (const queue of aws.ofType('AWS::SQS::Queue')) {
      expect([queue.logicalId, metricsOf(queue)]).toEqual([
        queue.logicalId,
        expect.arrayContaining(['ApproximateAgeOfOldestMessage']),
      ]);
    }
  });

  it('say that something died, though every letter is kept at once', () => {
    const queues = aws.ofType('AWS::SQS::Queue');
    const targets = JSON.stringify(queues.map(({ Properties }) => Properties.RedrivePolicy));
    // What has no letters of its own is the end of a line; so is what letters come to.
    const dead = queues.filter(
      ({ logicalId, Properties }) => Properties.RedrivePolicy === undefined || targets.includes(`"${logicalId}"`),
    );
    expect(dead.length).toBeGreaterThanOrEqual(6);
    for (const queue of dead) {
      expect([queue.logicalId, metricsOf(queue)]).toEqual([
        queue.logicalId,
        expect.arrayContaining(['NumberOfMessagesReceived']),
      ]);
      const [alarm] = alarms.filter(
        ({ stack, Properties }) =>
          stack === queue.stack &&
          Properties.MetricName === 'NumberOfMessagesReceived' &&
          JSON.stringify(Properties.Dimensions).includes(`"${queue.logicalId}"`),
      );
      expect(alarm?.Properties).toMatchObject({ Threshold: 1, Statistic: 'Sum' });
    }
  });

  it('call somebody as soon as one message lands in any queue that dead letters go to', () => {
    const dead = deadLetterQueues();
    expect(dead.length).toBeGreaterThan(4);
    for (const queue of dead) {
      const calling = alarms.filter(
        ({ stack, Properties }) =>
          stack === queue.stack &&
          JSON.stringify(Properties.Dimensions)?.includes(`"${queue.logicalId}"`) &&
          /^(ApproximateNumberOfMessagesVisible|NumberOfMessagesReceived)$/.test(Properties.MetricName) &&
          Properties.Threshold === 1 &&
          Properties.EvaluationPeriods === 1 &&
          Properties.AlarmActions.length > 0,
      );
      expect([queue.logicalId, calling.length]).not.toEqual([queue.logicalId, 0]);
    }
  });

  it('watch throttles and failures of every table', () => {
    for (const table of aws.ofType('AWS::DynamoDB::Table')) {
      expect(metricsOf(table)).toEqual(['ReadThrottleEvents', 'SystemErrors', 'WriteThrottleEvents']);
    }
  });

  it('watch what becomes of executions, of requests and of facts', () => {
    const [machine] = aws.ofType('AWS::StepFunctions::StateMachine');
    expect(machine && metricsOf(machine)).toEqual(['ExecutionsFailed', 'ExecutionsTimedOut']);
    const watched = alarms.flatMap(watchedBy).map(({ metric }) => metric);
    expect(watched).toEqual(expect.arrayContaining(['5XXError', 'Latency', 'IteratorAge']));
  });

  it('call somebody, and name the page that says what to do', () => {
    const pages = alarms.map(
      ({ Properties }) => /What to do: (docs\/runbooks\/[a-z-]+\.md)$/.exec(Properties.AlarmDescription)?.[1],
    );
    expect(new Set(pages).size).toBeGreaterThan(8);
    for (const page of pages) expect([page, existsSync(join(ROOT, page ?? 'none'))]).toEqual([page, true]);
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
  });

  it('reach their topic: CloudWatch may publish to it and use its key, for this account only', () => {
    for (const type of ['AWS::SNS::TopicPolicy', 'AWS::KMS::Key']) {
      const policies = aws
        .ofType(type)
        .map(({ Properties }) => JSON.stringify(Properties.PolicyDocument ?? Properties.KeyPolicy));
      expect(policies.some((policy) => /"aws:SourceAccount".*cloudwatch\.amazonaws\.com/.test(policy))).toBe(true);
    }
  });
});
