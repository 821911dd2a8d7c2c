import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { text } from './attributes.ts';

type Item = Record<string, AttributeValue>;

/** DynamoDB's ceiling of one call. */
const MAX_KEYS = 100;
const MAX_ATTEMPTS = 8;

/** DynamoDB kept leaving keys of a batch unread: it is not well. */
export class BatchUnreadError extends Error {
  override readonly name = 'BatchUnread';
}

/** The items of these partitions under one sort key, by partition; those that are not there are missing. */
export async function loadMany(
  client: DynamoDBClient,
  tableName: string,
  partitions: readonly string[],
  sortKey: string,
): Promise<Map<string, Item>> {
  const unique = [...new Set(partitions)];
  const batches = Array.from({ length: Math.ceil(unique.length / MAX_KEYS) }, (_, index) =>
    unique.slice(index * MAX_KEYS, (index + 1) * MAX_KEYS),
  );
  const items = await Promise.all(
    batches.map((batch) =>
      loadBatch(
        client,
        tableName,
        batch.map((pk) => ({ pk: { S: pk }, sk: { S: sortKey } })),
      ),
    ),
  );
  return new Map(items.flat().map((item) => [z.parse(text, item.pk), item]));
}

async function loadBatch(client: DynamoDBClient, tableName: string, keys: Item[]): Promise<Item[]> {
  const items: Item[] = [];
  let left = keys;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > MAX_ATTEMPTS) {
      throw new BatchUnreadError(`${left.length} of ${keys.length} keys of ${tableName} were not read: try again`);
    }
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[tableName] ?? []));
    // What did not fit into the answer's 16 MB comes with the next call.
    left = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}
