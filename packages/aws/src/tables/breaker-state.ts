import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { BreakerSnapshot, BreakerState } from '@sluice/core/runtime';
import * as z from 'zod/mini';
import { number } from './attributes.ts';
import { META } from './record-keys.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

const breakerItem = z.object({
  version: number,
  failures: number,
  openedAt: z.exactOptional(number),
  trialEndsAt: z.exactOptional(number),
});

/** Breakers as rows that all processes share: a snapshot is stored only over the one it was made from. */
export function createBreakerState({ client, tableName: TableName }: Config): BreakerState {
  const keyOf = (name: string) => ({ pk: { S: `BREAKER#${name}` }, sk: { S: META } });
  return {
    async load(name) {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(name), ConsistentRead: true }));
      if (Item === undefined) {
        return undefined;
      }
      const { version, failures, openedAt, trialEndsAt } = z.parse(breakerItem, Item);
      return {
        version,
        failures,
        ...(openedAt !== undefined && { openedAt }),
        ...(trialEndsAt !== undefined && { trialEndsAt }),
      };
    },

    async save(name, snapshot) {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: { ...keyOf(name), ...numbersOf(snapshot) },
            ConditionExpression: snapshot.version === 1 ? 'attribute_not_exists(#pk)' : '#version = :before',
            ExpressionAttributeNames: snapshot.version === 1 ? { '#pk': 'pk' } : { '#version': 'version' },
            ...(snapshot.version > 1 && {
              ExpressionAttributeValues: { ':before': { N: String(snapshot.version - 1) } },
            }),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          return false;
        }
        throw error;
      }
    },
  };
}

function numbersOf(snapshot: BreakerSnapshot): Record<string, { N: string }> {
  return Object.fromEntries(Object.entries(snapshot).map(([name, value]) => [name, { N: String(value) }]));
}
