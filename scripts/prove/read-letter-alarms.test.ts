import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLetterAlarms } from './read-letter-alarms.ts';

const assembly = mkdtempSync(join(tmpdir(), 'sluice-assembly-'));
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

const alarmOn = (logicalId: string, Threshold = 1) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/SQS',
    MetricName: 'NumberOfMessagesReceived',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalId, 'QueueName'] } }],
  },
});
const queue = (QueueName: string, more = {}) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName, ...more } });

describe('the alarms on dead letters', () => {
  it('are those that ring for one letter; a queue without one is named, a queue with letters of its own is none', () => {
    const Resources = {
      Work: queue('jobs', { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Letters', 'Arn'] } } }),
      Letters: queue('jobs-dead', { RedrivePolicy: { deadLetterTargetArn: 'x' } }),
      OtherDead: queue('other-dead'),
      Rings: alarmOn('Letters'),
      Late: alarmOn('OtherDead', 600),
    };
    writeFileSync(join(assembly, 'a.template.json'), JSON.stringify({ Resources }));
    const { alarms, silent } = readLetterAlarms(assembly);
    expect(alarms).toEqual([
      {
        queue: 'jobs-dead',
        definition: expect.objectContaining({ MetricName: 'NumberOfMessagesReceived', Period: 60 }),
      },
    ]);
    expect(silent).toEqual(['other-dead']);
  });
});
