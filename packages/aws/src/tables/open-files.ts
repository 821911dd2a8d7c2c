import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OpenFiles } from '@sluice/core/operate';
import { queryOpen } from './query-open.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

/** Files that are not at their end, by the sparse index of the history. */
export function createOpenFiles({ client, tableName }: Config): OpenFiles {
  return {
    async list(query) {
      const { items, ...rest } = await queryOpen(client, tableName, query);
      return { ...rest, items: items.map(({ time, ...key }) => ({ ...key, openSince: time })) };
    },
  };
}
