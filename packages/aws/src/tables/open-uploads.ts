import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OpenUploads } from '@sluice/core/upload';
import { queryOpen } from './query-open.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

/** Uploads that somebody has to look after, by the sparse index of their table. */
export function createOpenUploads({ client, tableName }: Config): OpenUploads {
  return {
    async list(query) {
      const { items, ...rest } = await queryOpen(client, tableName, query);
      return { ...rest, items: items.map(({ time, ...key }) => ({ ...key, lookAt: time })) };
    },
  };
}
