import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Probe } from '@sluice/core/operate';

type Clients = {
  readonly dynamoDB: DynamoDBClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly stepFunctions: SFNClient;
};

export type Probes = {
  readonly table: (tableName: string) => Probe;
  readonly bucket: (bucket: string) => Probe;
  readonly queue: (queueUrl: string) => Probe;
  readonly stateMachine: (arn: string) => Probe;
};

/** It answers, but not that it is ready. */
export class NotReadyError extends Error {
  override readonly name = 'NotReady';
  constructor(what: string, status: string) {
    super(`${what} is ${status}`);
  }
}

/** Longer than anything healthy takes, shorter than who asks waits. */
const TIMEOUT_MILLISECONDS = 2000;

/** Asks each thing by its cheapest call, for at most two seconds. */
export function createProbes({ dynamoDB, s3, sqs, stepFunctions }: Clients): Probes {
  const options = () => ({ abortSignal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
  return {
    table: (TableName) => async () => {
      const { Table } = await dynamoDB.send(new DescribeTableCommand({ TableName }), options());
      // While an index is added a table is UPDATING, and works.
      assertOneOf(`table ${TableName}`, Table?.TableStatus, ['ACTIVE', 'UPDATING']);
    },
    bucket: (Bucket) => async () => {
      await s3.send(new HeadBucketCommand({ Bucket }), options());
    },
    queue: (QueueUrl) => async () => {
      await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }), options());
    },
    stateMachine: (stateMachineArn) => async () => {
      const { status } = await stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }), options());
      assertOneOf(`state machine ${stateMachineArn}`, status, ['ACTIVE']);
    },
  };
}

function assertOneOf(what: string, status: string | undefined, good: readonly string[]): void {
  if (status === undefined || !good.includes(status)) {
    throw new NotReadyError(what, status ?? 'without a status');
  }
}
