import { DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Commit, StoredFact } from '@sluice/core/history';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { commitRecord } from './commit-record.ts';

const dynamo = mockClient(DynamoDBClient);
beforeEach(() => dynamo.reset());

const FILE_ID = '019b76da-a800-7000-8000-000000000001';
const fact = (sequence: number): StoredFact => ({
  sequence,
  messageId: `message-${sequence}`,
  occurredAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'correlation-1',
  userId: 'user-1',
  priority: 5,
  fact: {
    type: 'file.published',
    payload: { schema_version: 1, file_id: FILE_ID, version: 1, run: 1, partial: false },
  },
});
const commit: Commit<{ count: number }> = {
  key: { tenantId: 'acme', id: FILE_ID },
  record: { count: 1 },
  facts: [fact(1)],
  dedupeKey: 'settled#1.1',
  expectedVersion: 0,
};
const send = (change = commit) => commitRecord(new DynamoDBClient({ region: 'us-east-1' }), 'history', 'FILE', change);

/** DynamoDB canceled: one code a write, in the order dedupe key, snapshot, facts. */
const cancel = (...codes: readonly string[]) =>
  dynamo.on(TransactWriteItemsCommand).rejects(
    new TransactionCanceledException({
      message: 'canceled',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    }),
  );

describe('a commit that DynamoDB cancels', () => {
  it.each([
    ['duplicate', ['ConditionalCheckFailed', 'None', 'None']],
    ['duplicate', ['ConditionalCheckFailed', 'ConditionalCheckFailed', 'ConditionalCheckFailed']],
    ['duplicate', ['ConditionalCheckFailed', 'TransactionConflict', 'None']],
    ['contended', ['None', 'ConditionalCheckFailed', 'None']],
    ['contended', ['None', 'None', 'ConditionalCheckFailed']],
    ['contended', ['TransactionConflict', 'None', 'None']],
    ['contended', ['None', 'TransactionConflict', 'ConditionalCheckFailed']],
  ])('is %s for %j', async (outcome, codes) => {
    cancel(...codes);
    expect(await send()).toBe(outcome);
  });

  it('without a dedupe key is never a duplicate', async () => {
    cancel('ConditionalCheckFailed', 'None');
    const { dedupeKey: _, ...unkeyed } = commit;
    expect(await send(unkeyed)).toBe('contended');
  });

  it.each([
    [['None', 'ThrottlingError', 'None']],
    [['None', 'ProvisionedThroughputExceeded', 'None']],
    [['None', 'ItemCollectionSizeLimitExceeded', 'None']],
    [['None', 'ValidationError', 'ConditionalCheckFailed']],
    [[]],
  ])('throws for %j: nobody else was first', async (codes) => {
    cancel(...codes);
    await expect(send()).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  });

  it('throws what is no cancellation', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(new Error('down'));
    await expect(send()).rejects.toThrow('down');
  });
});

describe('a commit', () => {
  it('is one transaction of dedupe key, snapshot and facts', async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({});
    expect(await send({ ...commit, expectedVersion: 4, facts: [fact(5), fact(6)] })).toBe('committed');
    const puts = dynamo.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems?.map(({ Put }) => Put);
    const pk = { S: `TENANT#acme#FILE#${FILE_ID}` };
    expect(puts?.map((put) => [put?.TableName, put?.Item?.pk, put?.Item?.sk?.S, put?.ConditionExpression])).toEqual([
      ['history', pk, 'DEDUPE#settled#1.1', 'attribute_not_exists(#pk)'],
      ['history', pk, 'META', '#version = :expected'],
      ['history', pk, 'EVENT#000005', 'attribute_not_exists(#pk)'],
      ['history', pk, 'EVENT#000006', 'attribute_not_exists(#pk)'],
    ]);
    expect(puts?.[1]).toMatchObject({
      Item: {
        version: { N: '6' },
        record: { S: '{"count":1}' },
        gsi1pk: { S: 'TENANT#acme#FILE' },
        gsi1sk: { S: FILE_ID },
      },
      ExpressionAttributeValues: { ':expected': { N: '4' } },
    });
    expect(puts?.[2]?.Item).toMatchObject({
      outbox: { S: 'pending#5' },
      kind: { S: 'FILE' },
      recordId: { S: FILE_ID },
    });
  });

  it('of more facts than a transaction holds is refused before it is sent', async () => {
    const facts = Array.from({ length: 99 }, (_, index) => fact(index + 1));
    await expect(send({ ...commit, facts })).rejects.toMatchObject({ name: 'CommitTooLarge' });
    expect(dynamo.calls()).toEqual([]);
  });
});
