import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { queryPage } from './query-page.ts';

const dynamo = mockClient(DynamoDBClient);
beforeEach(() => dynamo.reset());
const client = new DynamoDBClient({ region: 'us-east-1' });
const item = (n: number) => ({ sk: { N: String(n) } });

describe('a page of a query', () => {
  it('is put together from what DynamoDB cuts at its megabyte', async () => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [item(1)], LastEvaluatedKey: item(1) })
      .resolvesOnce({ Items: [], LastEvaluatedKey: item(1) })
      .resolvesOnce({ Items: [item(2), item(3)], LastEvaluatedKey: item(3) })
      .resolvesOnce({ Items: [item(4)] });
    expect(await queryPage(client, { TableName: 't' }, 3)).toEqual({ items: [item(1), item(2), item(3)], more: true });
    const inputs = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(inputs.map(({ Limit, ExclusiveStartKey }) => [Limit, ExclusiveStartKey])).toEqual([
      [4, undefined],
      [3, item(1)],
      [3, item(1)],
      [1, item(3)],
    ]);
  });

  it('is the last when nothing comes after it', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [item(1), item(2)] });
    expect(await queryPage(client, { TableName: 't' }, 2)).toEqual({ items: [item(1), item(2)], more: false });
  });
});
