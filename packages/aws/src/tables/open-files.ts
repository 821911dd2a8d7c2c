import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OpenFile, OpenFiles } from '@sluice/core/operate';
import * as z from 'zod/mini';
import { text } from './attributes.ts';
import { OPEN_SHARDS } from './open-attributes.ts';
import { queryPage } from './query-page.ts';
import { OPEN } from './record-keys.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

const openItem = z.object({ pk: text, openSince: text });
const PARTITION = /^TENANT#(?<tenantId>[^#]+)#FILE#(?<id>[^#]+)$/;

/** Files that are not at their end, by the sparse index `open` of the history: a few partitions, each sorted by time. */
export function createOpenFiles({ client, tableName: TableName }: Config): OpenFiles {
  const listShard = (shard: string, from: string, before: string, limit: number) =>
    queryPage(
      client,
      {
        TableName,
        IndexName: OPEN,
        KeyConditionExpression: '#open = :shard AND #since BETWEEN :from AND :before',
        ExpressionAttributeNames: { '#open': 'open', '#since': 'openSince' },
        ExpressionAttributeValues: { ':shard': { S: shard }, ':from': { S: from }, ':before': { S: before } },
      },
      limit,
    );
  return {
    async list({ before, limit, after }) {
      // Positions are `<time>#<id>`: behind `after` and nothing else lies `after!`, and none is a time alone.
      const from = after === undefined ? '0' : `${after}!`;
      if (from > before) return { items: [] };
      const pages = await Promise.all(OPEN_SHARDS.map((shard) => listShard(shard, from, before, limit)));
      const found = pages
        .flatMap(({ items }) => items.map((item) => z.parse(openItem, item)))
        .sort((a, b) => (a.openSince < b.openSince ? -1 : 1));
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const more = found.length > limit || pages.some((page) => page.more);
      return { items: items.map(fileOf), ...(more && last && { next: last.openSince }) };
    },
  };
}

function fileOf({ pk, openSince }: z.output<typeof openItem>): OpenFile {
  const { tenantId = '', id = '' } = PARTITION.exec(pk)?.groups ?? {};
  return { tenantId, id, openSince: openSince.slice(0, openSince.indexOf('#')) };
}
