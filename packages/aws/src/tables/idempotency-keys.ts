import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Clock, systemClock } from '@sluice/core/runtime';
import type { IdempotencyClaim, IdempotencyKeys } from '@sluice/core/upload';
import * as z from 'zod/mini';
import { text } from './attributes.ts';
import { META } from './record-keys.ts';

type Config = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** @default systemClock */
  readonly clock?: Clock;
};

const REMEMBERED_SECONDS = 24 * 3600;

/** A key was neither free nor taken twice in a row: rows came and went meanwhile. */
export class IdempotencyContendedError extends Error {
  override readonly name = 'IdempotencyContended';
}

const claimItem = z.object({ fingerprint: text, resultId: text });

/** Idempotency keys as rows that DynamoDB lets expire. It removes them late, so the time is checked as well. */
export function createIdempotencyKeys({ client, tableName: TableName, clock = systemClock }: Config): IdempotencyKeys {
  return {
    async claim(claim) {
      const Key = keyOf(claim);
      for (const _ of [1, 2]) {
        if (await put(client, TableName, Key, claim, Math.floor(clock() / 1000))) {
          return { outcome: 'claimed' };
        }
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
        if (Item !== undefined) {
          return { outcome: 'known', ...z.parse(claimItem, Item) };
        }
        // It expired between the two calls: claim it now.
      }
      throw new IdempotencyContendedError(`the idempotency key ${claim.key} came and went: try again`);
    },
  };
}

/** Answers whether the key was free. */
async function put(
  client: DynamoDBClient,
  TableName: string,
  key: ReturnType<typeof keyOf>,
  { fingerprint, resultId }: IdempotencyClaim,
  now: number,
): Promise<boolean> {
  try {
    await client.send(
      new PutItemCommand({
        TableName,
        Item: {
          ...key,
          fingerprint: { S: fingerprint },
          resultId: { S: resultId },
          expires_at: { N: String(now + REMEMBERED_SECONDS) },
        },
        ConditionExpression: 'attribute_not_exists(#pk) OR #expires <= :now',
        ExpressionAttributeNames: { '#pk': 'pk', '#expires': 'expires_at' },
        ExpressionAttributeValues: { ':now': { N: String(now) } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw error;
  }
}

/** The key is hashed: it is the caller's text, of any length and with any character. */
function keyOf({ tenantId, userId, operationId, key }: IdempotencyClaim) {
  const hashed = createHash('sha256').update(key).digest('hex');
  return { pk: { S: `TENANT#${tenantId}#IDEMPOTENCY#${userId}#${operationId}#${hashed}` }, sk: { S: META } };
}
