import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Page, PageRequest, RecordKey } from '@sluice/core/history';
import * as z from 'zod/mini';
import { text } from './attributes.ts';
import { OPEN_SHARDS } from './open-attributes.ts';
import { queryPage } from './query-page.ts';
import { OPEN } from './record-keys.ts';

export type OpenRecord = RecordKey & { readonly time: string };

const openItem = z.object({ pk: text, openSince: text });
const PARTITION = /^TENANT#(?<tenantId>[^#]+)#[A-Z]+#(?<id>[^#]+)$/;

/** Records of the sparse index `open` whose time is before `before`: a few partitions, each sorted by time. */
export async function queryOpen(
  client: DynamoDBClient,
  TableName: string,
  { before, limit, after }: PageRequest & { readonly before: string },
): Promise<Page<OpenRecord>> {
  // Positions are `<time>#<id>`: behind `after` and nothing else lies `after!`, and none is a time alone.
  const from = after === undefined ? '0' : `${after}!`;
  if (from > before) return { items: [] };
  const query = {
    TableName,
    IndexName: OPEN,
    KeyConditionExpression: '#open = :shard AND #since BETWEEN :from AND :before',
    ExpressionAttributeNames: { '#open': 'open', '#since': 'openSince' },
  };
  const bounds = { ':from': { S: from }, ':before': { S: before } };
  const pages = await Promise.all(
    OPEN_SHARDS.map((shard) =>
      queryPage(client, { ...query, ExpressionAttributeValues: { ':shard': { S: shard }, ...bounds } }, limit),
    ),
  );
  const found = pages
    .flatMap(({ items }) => items.map((item) => z.parse(openItem, item)))
    .sort((a, b) => (a.openSince < b.openSince ? -1 : 1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit || pages.some((page) => page.more);
  return { items: items.map(recordOf), ...(more && last && { next: last.openSince }) };
}

function recordOf({ pk, openSince }: z.output<typeof openItem>): OpenRecord {
  const { tenantId = '', id = '' } = PARTITION.exec(pk)?.groups ?? {};
  return { tenantId, id, time: openSince.slice(0, openSince.indexOf('#')) };
}
