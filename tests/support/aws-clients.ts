import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { inject } from 'vitest';

/** Clients of the cloud under test, for looking behind the API and for breaking things. */
export function awsClients() {
  const config = {
    endpoint: inject('cloud').endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    cloudFormation: new CloudFormationClient(config),
    dynamoDB: new DynamoDBClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sqs: new SQSClient(config),
    stepFunctions: new SFNClient(config),
  };
}

/** The physical name of the one resource of a stack with this type whose logical id contains the word. */
export async function physicalName(stack: string, type: string, word: string): Promise<string> {
  const { cloudFormation } = awsClients();
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack }));
  const found = StackResources.filter(
    ({ ResourceType, LogicalResourceId = '' }) =>
      ResourceType === type && LogicalResourceId.toLowerCase().includes(word.toLowerCase()),
  );
  const [one] = found;
  if (found.length !== 1 || one?.PhysicalResourceId === undefined) {
    const names = StackResources.filter(({ ResourceType }) => ResourceType === type).map(
      ({ LogicalResourceId }) => LogicalResourceId,
    );
    throw new Error(`${stack} has ${found.length} ${type} named like "${word}"; it has ${names.join(', ')}`);
  }
  return one.PhysicalResourceId;
}
