import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Outbox } from '@sluice/core/history';
import { type Clock, systemClock } from '@sluice/core/runtime';
import { queryPage } from './query-page.ts';
import { OUTBOX } from './record-keys.ts';
import { PENDING, parseFactItem } from './stored-fact.ts';

type Config = {
  readonly client: DynamoDBClient;
  /** Those `overdue` looks into. */
  readonly tableNames: readonly string[];
  /** @default systemClock */
  readonly clock?: Clock;
};

/** Facts still to be published, found by the sparse index `outbox` of each table. */
export function createOutbox({ client, tableNames, clock = systemClock }: Config): Outbox {
  const overdueIn = async (table: string, pending: string, before: string, limit: number) => {
    const { items } = await queryPage(
      client,
      {
        TableName: table,
        IndexName: OUTBOX,
        KeyConditionExpression: '#outbox = :pending AND #at <= :before',
        ExpressionAttributeNames: { '#outbox': 'outbox', '#at': 'occurredAt' },
        ExpressionAttributeValues: { ':pending': { S: pending }, ':before': { S: before } },
      },
      limit,
    );
    return items.map((item) => ({ table, ...parseFactItem(item) }));
  };

  return {
    async overdue(ageSeconds, limit) {
      const before = new Date(clock() - ageSeconds * 1000).toISOString();
      const found = await Promise.all(
        tableNames.flatMap((table) => PENDING.map((pending) => overdueIn(table, pending, before, limit))),
      );
      return found
        .flat()
        .sort((a, b) => (a.stored.occurredAt < b.stored.occurredAt ? -1 : 1))
        .slice(0, limit);
    },

    async markPublished({ table, pk, sk }) {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: { pk: { S: pk }, sk: { S: sk } },
            UpdateExpression: 'SET #published = :now REMOVE #outbox',
            // Without it a fact that was purged meanwhile would come back as an empty row; the second mark changes nothing.
            ConditionExpression: 'attribute_exists(#outbox)',
            ExpressionAttributeNames: { '#published': 'published_at', '#outbox': 'outbox' },
            ExpressionAttributeValues: { ':now': { S: new Date(clock()).toISOString() } },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) {
          throw error;
        }
      }
    },
  };
}
