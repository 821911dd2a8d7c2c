import { Duration } from 'aws-cdk-lib';
import { type Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { KnownQueue } from './known-queue.ts';

/** Where what nobody could handle waits for a person, for two weeks. `label` says what lies in it. */
export function createDeadLetterQueue(scope: Construct, id: string, label: string): Queue {
  const queue = new KnownQueue(scope, id, {
    label,
    kind: 'dead letters',
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const reason = 'it is the end of the line: nothing polls it, and an alarm says that something lies in it';
  acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
  return queue;
}
