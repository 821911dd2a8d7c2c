import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { KeyUses } from '@sluice/core/access';
import * as z from 'zod/mini';
import { text } from './attributes.ts';
import { queryPage } from './query-page.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

const useItem = z.object({ sk: text, usedAt: text });
/** A key that was not used for so long was never used, as far as anybody remembers. */
const REMEMBERED_SECONDS = 400 * 86_400;
/** Between two ids of a page others may lie; a page has at most 200 keys. */
const MOST_READ = 1000;

/** When keys were last used: `TENANT#<tenant>#KEYUSE` / `<key_id>` in the table of limits, which every edge may write. */
export function createKeyUses({ client, tableName: TableName }: Config): KeyUses {
  return {
    async note(tenantId, keyId, at) {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName,
            Key: { pk: { S: partitionOf(tenantId) }, sk: { S: keyId } },
            UpdateExpression: 'SET #used = :at, #expires = :expires',
            ConditionExpression: 'attribute_not_exists(#used) OR #used < :at',
            ExpressionAttributeNames: { '#used': 'usedAt', '#expires': 'expires_at' },
            ExpressionAttributeValues: {
              ':at': { S: at },
              ':expires': { N: String(Math.floor(Date.parse(at) / 1000) + REMEMBERED_SECONDS) },
            },
          }),
        );
      } catch (error) {
        // Somebody noted a later use.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async lastUses(tenantId, keyIds) {
      const sorted = [...keyIds].sort();
      const [first, last] = [sorted.at(0), sorted.at(-1)];
      if (first === undefined || last === undefined) return new Map();
      const { items } = await queryPage(
        client,
        {
          TableName,
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :first AND :last',
          ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
          ExpressionAttributeValues: {
            ':pk': { S: partitionOf(tenantId) },
            ':first': { S: first },
            ':last': { S: last },
          },
        },
        MOST_READ,
      );
      const asked = new Set(keyIds);
      const uses = items.map((item) => z.parse(useItem, item)).filter(({ sk }) => asked.has(sk));
      return new Map(uses.map(({ sk, usedAt }) => [sk, usedAt]));
    },
  };
}

function partitionOf(tenantId: string): string {
  return `TENANT#${tenantId}#KEYUSE`;
}
