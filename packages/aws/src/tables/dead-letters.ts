import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DeadLetter, DeadLetters } from '@sluice/core/operate';
import * as z from 'zod/mini';
import { json, text } from './attributes.ts';
import { queryPage } from './query-page.ts';
import { META } from './record-keys.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

/** Letters come in bursts, when something is down: spread over this many partitions they do not wait for one another. */
const SHARDS = 4;

const letter = z.object({
  letterId: z.string(),
  queue: z.string(),
  tenantId: z.exactOptional(z.string()),
  fileId: z.exactOptional(z.string()),
  uploadId: z.exactOptional(z.string()),
  task: z.exactOptional(z.string()),
  reason: z.string(),
  body: z.string(),
  receives: z.int(),
  keptAt: z.string(),
});
const letterItem = z.object({ letter: z.pipe(json, letter), redrivenAt: z.exactOptional(text) });
const firstItem = z.object({ keptAt: text });

/**
 * Dead letters in DynamoDB. `LETTER#<id>` makes a letter kept twice one letter; its body lies in one of a few partitions
 * `LETTERS#<n>`, sorted by the time it was kept.
 */
export function createDeadLetters({ client, tableName: TableName }: Config): DeadLetters {
  const keyOf = async (letterId: string) => {
    const { Item } = await client.send(
      new GetItemCommand({
        TableName,
        Key: { pk: { S: `LETTER#${letterId}` }, sk: { S: META } },
        ConsistentRead: true,
      }),
    );
    if (Item === undefined) return undefined;
    const { keptAt } = z.parse(firstItem, Item);
    return { pk: { S: shardOf(letterId) }, sk: { S: positionOf({ keptAt, letterId }) } };
  };

  return {
    async keep(kept) {
      const first = { pk: { S: `LETTER#${kept.letterId}` }, sk: { S: META }, keptAt: { S: kept.keptAt } };
      const listed = {
        pk: { S: shardOf(kept.letterId) },
        sk: { S: positionOf(kept) },
        letter: { S: JSON.stringify(kept) },
      };
      try {
        await client.send(
          new TransactWriteItemsCommand({
            TransactItems: [
              {
                Put: {
                  TableName,
                  Item: first,
                  ConditionExpression: 'attribute_not_exists(#pk)',
                  ExpressionAttributeNames: { '#pk': 'pk' },
                },
              },
              { Put: { TableName, Item: listed } },
            ],
          }),
        );
      } catch (error) {
        if (!isKept(error)) {
          throw error;
        }
      }
    },

    async get(letterId) {
      const Key = await keyOf(letterId);
      if (Key === undefined) return undefined;
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && readLetter(Item);
    },

    async markRedriven(letterId, at) {
      const Key = await keyOf(letterId);
      if (Key === undefined) return;
      try {
        await client.send(
          new UpdateItemCommand({
            TableName,
            Key,
            UpdateExpression: 'SET #redriven = :at',
            ConditionExpression: 'attribute_exists(#pk) AND attribute_not_exists(#redriven)',
            ExpressionAttributeNames: { '#pk': 'pk', '#redriven': 'redrivenAt' },
            ExpressionAttributeValues: { ':at': { S: at } },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async list({ limit, after }) {
      const pages = await Promise.all(
        Array.from({ length: SHARDS }, (_, shard) =>
          queryPage(
            client,
            {
              TableName,
              ScanIndexForward: false,
              KeyConditionExpression: after === undefined ? '#pk = :pk' : '#pk = :pk AND #sk < :after',
              ExpressionAttributeNames: { '#pk': 'pk', ...(after !== undefined && { '#sk': 'sk' }) },
              ExpressionAttributeValues: {
                ':pk': { S: `LETTERS#${shard}` },
                ...(after !== undefined && { ':after': { S: after } }),
              },
            },
            limit,
          ),
        ),
      );
      const letters = pages
        .flatMap(({ items }) => items.map(readLetter))
        .sort((a, b) => (positionOf(a) < positionOf(b) ? 1 : -1));
      const items = letters.slice(0, limit);
      const last = items.at(-1);
      const more = letters.length > limit || pages.some((page) => page.more);
      return more && last ? { items, next: positionOf(last) } : { items };
    },
  };
}

function readLetter(item: unknown): DeadLetter {
  const { letter: kept, redrivenAt } = z.parse(letterItem, item);
  return redrivenAt === undefined ? { ...kept, status: 'kept' } : { ...kept, status: 'redriven', redrivenAt };
}

/** Sorts by time; the id tells apart what was kept in one millisecond. */
function positionOf({ keptAt, letterId }: Pick<DeadLetter, 'keptAt' | 'letterId'>): string {
  return `${keptAt}#${letterId}`;
}

function shardOf(letterId: string): string {
  const sum = [...letterId].reduce((total, character) => total + character.charCodeAt(0), 0);
  return `LETTERS#${sum % SHARDS}`;
}

function isKept(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException && error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed'
  );
}
