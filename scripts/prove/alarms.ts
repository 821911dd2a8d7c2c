import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ROOT, startCloud } from './local-cloud.ts';
import type { ProofOptions } from './proof.ts';
import { type LetterAlarm, readLetterAlarms } from './read-letter-alarms.ts';

/** A queue that nobody ever puts a message into. */
const NO_LETTERS = 'sluice-dev-no-letters';
const PATIENCE_MS = 6 * 60_000;

/**
 * Gives a LocalStack that runs at `endpoint` the alarms of the template for AWS that watch dead letters, puts a message into each
 * dead-letter queue, and waits until every alarm rings. The embedded cloud has no alarms.
 */
export async function proveAlarms({ endpoint }: ProofOptions): Promise<boolean> {
  if (endpoint === undefined)
    throw new Error('alarms ring on LocalStack only: start it, and say where with --endpoint URL');
  await promisify(execFile)('npm', ['run', 'synth'], { cwd: ROOT });
  const { alarms, silent } = readLetterAlarms(join(ROOT, '.sluice', 'assembly-aws'));
  await startCloud({}, endpoint);
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const cloudWatch = new CloudWatchClient(config);
  const sqs = new SQSClient(config);
  const [first] = alarms;
  // An alarm that rings without a letter would prove nothing.
  const control = first ? [{ ...first, queue: NO_LETTERS }] : [];
  for (const { queue, definition } of [...alarms, ...control]) {
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        ...definition,
        AlarmName: `letters in ${queue}`,
        Dimensions: [{ Name: 'QueueName', Value: queue }],
      }),
    );
  }
  for (const { queue } of alarms) {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ proof: queue }) }));
  }
  const started = performance.now();
  const rang = await ringing(cloudWatch, alarms);
  const falseAlarm = rang.has(NO_LETTERS);
  const quiet = alarms.map(({ queue }) => queue).filter((queue) => !rang.has(queue));
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    JSON.stringify({ rang: [...rang].sort(), quiet, without_alarm: silent, false_alarm: falseAlarm, seconds }, null, 2),
  );
  return alarms.length > 0 && quiet.length === 0 && silent.length === 0 && !falseAlarm;
}

/** Every queue whose alarm has rung, once all have or the patience is over. */
async function ringing(cloudWatch: CloudWatchClient, alarms: readonly LetterAlarm[]): Promise<ReadonlySet<string>> {
  const rang = new Set<string>();
  const deadline = Date.now() + PATIENCE_MS;
  while (rang.size < alarms.length && Date.now() < deadline) {
    const { MetricAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: 'letters in ', StateValue: 'ALARM', MaxRecords: 100 }),
    );
    for (const { AlarmName = '', StateValue } of MetricAlarms) {
      // LocalStack answers alarms of every state, whatever it is asked for.
      if (StateValue === 'ALARM') rang.add(AlarmName.replace('letters in ', ''));
    }
    await pause(2000);
  }
  return rang;
}
