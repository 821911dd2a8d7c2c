import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Tenants } from '@sluice/core/access';
import * as z from 'zod/mini';
import { text } from './attributes.ts';
import { queryPage } from './query-page.ts';
import { BY_TENANT } from './record-keys.ts';
import { factItemOf } from './stored-fact.ts';
import { readTenant, tenantKey } from './tenant-row.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

/** Where every tenant lies in the index, by id: only who runs the platform lists them. */
const ALL = 'TENANTS';
const listedItem = z.object({ gsi1sk: text });
const LOST_RACE = new Set(['ConditionalCheckFailed', 'TransactionConflict', 'None']);

/** Tenants in the row that holds their policy, with a log of what was changed under `TENANT#<id>#TENANT#<id>`. */
export function createTenants({ client, tableName: TableName }: Config): Tenants {
  return {
    async find(tenantId) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: tenantKey(tenantId), ConsistentRead: true }),
      );
      return Item && readTenant(tenantId, Item);
    },

    async commit({ tenant, expectedVersion, fact }) {
      const { tenantId, name, status, policy, createdAt, updatedAt } = tenant;
      const row = {
        ...tenantKey(tenantId),
        gsi1pk: { S: ALL },
        gsi1sk: { S: tenantId },
        version: { N: String(expectedVersion + 1) },
        name: { S: name },
        status: { S: status },
        policy: { S: JSON.stringify(policy) },
        ...(createdAt !== undefined && { createdAt: { S: createdAt } }),
        ...(updatedAt !== undefined && { updatedAt: { S: updatedAt } }),
      };
      const condition = {
        // A row that was written by hand has no version.
        ConditionExpression: expectedVersion === 0 ? 'attribute_not_exists(#version)' : '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ...(expectedVersion > 0 && { ExpressionAttributeValues: { ':expected': { N: String(expectedVersion) } } }),
      };
      const factItem = factItemOf('TENANT', { tenantId, id: tenantId }, fact);
      try {
        await client.send(
          new TransactWriteItemsCommand({
            TransactItems: [
              { Put: { TableName, Item: row, ...condition } },
              {
                Put: {
                  TableName,
                  Item: factItem,
                  ConditionExpression: 'attribute_not_exists(#pk)',
                  ExpressionAttributeNames: { '#pk': 'pk' },
                },
              },
            ],
          }),
        );
        return 'committed';
      } catch (error) {
        if (isLostRace(error)) return 'contended';
        throw error;
      }
    },

    async list({ limit, after }) {
      const { items, more } = await queryPage(
        client,
        {
          TableName,
          IndexName: BY_TENANT,
          KeyConditionExpression: after === undefined ? '#pk = :pk' : '#pk = :pk AND #sk > :after',
          ExpressionAttributeNames: { '#pk': 'gsi1pk', ...(after !== undefined && { '#sk': 'gsi1sk' }) },
          ExpressionAttributeValues: { ':pk': { S: ALL }, ...(after !== undefined && { ':after': { S: after } }) },
        },
        limit,
      );
      const tenants = items.map((item) => readTenant(z.parse(listedItem, item).gsi1sk, item).record);
      const last = tenants.at(-1);
      return more && last ? { items: tenants, next: last.tenantId } : { items: tenants };
    },
  };
}

function isLostRace(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).length > 0 &&
    (error.CancellationReasons ?? []).every(({ Code = 'None' }) => LOST_RACE.has(Code))
  );
}
