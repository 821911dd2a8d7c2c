import { createHash } from 'node:crypto';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FingerprintKey, Fingerprints } from '@sluice/core/upload';
import * as z from 'zod/mini';
import { text } from './attributes.ts';
import { queryPage } from './query-page.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

const pointerItem = z.object({ sk: text });

/** Pointers as rows beside the uploads, which DynamoDB lets expire with them. */
export function createFingerprints({ client, tableName: TableName }: Config): Fingerprints {
  return {
    async point(key, { uploadId, expiresAt }) {
      const expires = { N: String(Math.ceil(Date.parse(expiresAt) / 1000)) };
      await client.send(
        new PutItemCommand({ TableName, Item: { pk: partition(key), sk: { S: uploadId }, expires_at: expires } }),
      );
    },
    async find(key, limit) {
      const { items } = await queryPage(
        client,
        {
          TableName,
          ConsistentRead: true,
          ScanIndexForward: false,
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': 'pk' },
          ExpressionAttributeValues: { ':pk': partition(key) },
        },
        limit,
      );
      return items.map((item) => z.parse(pointerItem, item).sk);
    },
  };
}

/** Hashed: it is the client's text, with any character. */
function partition({ tenantId, holder, fingerprint }: FingerprintKey) {
  return {
    S: `TENANT#${tenantId}#FINGERPRINT#${holder}#${createHash('sha256').update(fingerprint).digest('hex')}`,
  };
}
