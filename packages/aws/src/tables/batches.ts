import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ERROR_CODES } from '@sluice/contracts';
import type { Batches, BatchRecord } from '@sluice/core/upload';
import * as z from 'zod/mini';
import { json } from './attributes.ts';
import { META } from './record-keys.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

const batchSchema = z.object({
  tenantId: z.string(),
  batchId: z.string(),
  ownerId: z.string(),
  tokenId: z.exactOptional(z.string()),
  fileCount: z.int(),
  refused: z.array(z.object({ index: z.int(), code: z.enum(ERROR_CODES), detail: z.string() })),
  createdAt: z.string(),
});
const batchItem = z.object({ record: z.pipe(json, batchSchema) });

/** Batches as rows beside the uploads. */
export function createBatches({ client, tableName: TableName }: Config): Batches {
  async function find(key: Pick<BatchRecord, 'tenantId' | 'batchId'>): Promise<BatchRecord | undefined> {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(key), ConsistentRead: true }));
    return Item && z.parse(batchItem, Item).record;
  }
  return {
    find,
    async add(batch) {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: { ...keyOf(batch), record: { S: JSON.stringify(batch) } },
            ConditionExpression: 'attribute_not_exists(#pk)',
            ExpressionAttributeNames: { '#pk': 'pk' },
          }),
        );
        return batch;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          return (await find(batch)) ?? batch;
        }
        throw error;
      }
    },
  };
}

function keyOf({ tenantId, batchId }: Pick<BatchRecord, 'tenantId' | 'batchId'>) {
  return { pk: { S: `TENANT#${tenantId}#UPLOAD_BATCH#${batchId}` }, sk: { S: META } };
}
