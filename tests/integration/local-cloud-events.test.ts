import {
  CreateTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFunction } from './local-cloud/create-function.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';
import { createQueue } from './local-cloud/use-queue.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

describe('an object that is stored', () => {
  it('reaches the function behind the intake queue, with its version and an encoded key', async () => {
    const queue = await createQueue(cloud, 'intake');
    const accept = await createFunction(
      cloud,
      'accept-object',
      `for (const { body } of event.Records)
         for (const { eventName, s3 } of JSON.parse(body).Records ?? []) note({ eventName, object: s3.object });`,
    );
    await cloud.lambda.send(
      new CreateEventSourceMappingCommand({ EventSourceArn: queue.arn, FunctionName: accept.name, BatchSize: 10 }),
    );
    const Bucket = 'content';
    await cloud.s3.send(new CreateBucketCommand({ Bucket }));
    await cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await cloud.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              QueueArn: queue.arn,
              Events: ['s3:ObjectCreated:*'],
              Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 't/' }] } },
            },
          ],
        },
      }),
    );
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'elsewhere', Body: 'x' }));
    const stored = await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 't/a b+c', Body: 'hello' }));
    await expect.poll(() => accept.journal(), { timeout: 10_000 }).toHaveLength(1);
    expect(accept.journal()[0]).toMatchObject({
      eventName: 'ObjectCreated:Put',
      object: { key: 't/a+b%2Bc', size: 5, versionId: stored.VersionId },
    });
  });
});

describe('a change of a table', () => {
  const createTable = async (name: string) => {
    await cloud.dynamo.send(
      new CreateTableCommand({
        TableName: name,
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    );
    const { Table } = await cloud.dynamo.send(new DescribeTableCommand({ TableName: name }));
    return Table?.LatestStreamArn ?? '';
  };

  it('reaches the function behind its stream, in the order of the writes of one item', async () => {
    const stream = await createTable('history');
    const publish = await createFunction(
      cloud,
      'publish-events',
      `for (const { eventName, dynamodb } of event.Records)
         note({ eventName, pk: dynamodb.Keys.pk.S, v: dynamodb.NewImage.v.N });`,
    );
    await cloud.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: stream,
        FunctionName: publish.name,
        StartingPosition: 'TRIM_HORIZON',
      }),
    );
    const put = (pk: string, v: number) => ({ TableName: 'history', Item: { pk: { S: pk }, v: { N: String(v) } } });
    await cloud.dynamo.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: put('a', 1) }, { Put: put('b', 1) }] }),
    );
    await cloud.dynamo.send(new PutItemCommand(put('a', 2)));
    await expect.poll(() => publish.journal(), { timeout: 10_000 }).toHaveLength(3);
    expect(publish.journal().filter((entry) => entry.pk === 'a')).toEqual([
      { eventName: 'INSERT', pk: 'a', v: '1' },
      { eventName: 'MODIFY', pk: 'a', v: '2' },
    ]);
  });

  it('is delivered again when the function throws', async () => {
    const stream = await createTable('again');
    const publish = await createFunction(
      cloud,
      'publish-again',
      `note({ records: event.Records.length }); if (notes().length === 1) throw named('BusDown', 'try again');`,
    );
    await cloud.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: stream,
        FunctionName: publish.name,
        StartingPosition: 'TRIM_HORIZON',
      }),
    );
    await cloud.dynamo.send(new PutItemCommand({ TableName: 'again', Item: { pk: { S: 'a' } } }));
    await expect.poll(() => publish.journal(), { timeout: 10_000 }).toEqual([{ records: 1 }, { records: 1 }]);
  });
});
