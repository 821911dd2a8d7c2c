import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { RecordStore, Versioned } from '@sluice/core/history';
import * as z from 'zod/mini';
import { json, number, text } from './attributes.ts';
import { commitRecord, commitRecords } from './commit-record.ts';
import { loadMany } from './load-many.ts';
import { queryPage } from './query-page.ts';
import { BY_TENANT, factSortKey, META, type RecordKind, recordPartition, tenantPartition } from './record-keys.ts';
import { parseFactItem } from './stored-fact.ts';

export type RecordTable<R> = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly kind: RecordKind;
  /** Reads a record out of its stored JSON; throws when it is none. */
  readonly parse: (json: unknown) => R;
};

/** What lies in a table is no record of its kind: the row named in the message is damaged or newer than this code. */
export class StoredRecordError extends Error {
  override readonly name = 'StoredRecord';
  constructor(pk: string, cause: unknown) {
    super(`${pk} holds no record that can be read`, { cause });
  }
}

const metaItem = z.object({ pk: text, version: number, record: json });
const LAST_FACT = factSortKey(999_999);

/** Records with their log in one DynamoDB table: `META`, `EVENT#000012` and `DEDUPE#<key>` under one key a record. */
export function createRecordTable<R>({ client, tableName, kind, parse }: RecordTable<R>): RecordStore<R> {
  const TableName = tableName;

  function readMeta(item: unknown): Versioned<R> {
    const { pk, version, record } = z.parse(metaItem, item);
    try {
      return { record: parse(record), version };
    } catch (cause) {
      throw new StoredRecordError(pk, cause);
    }
  }

  return {
    async load(key) {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName,
          Key: { pk: { S: recordPartition(kind, key) }, sk: { S: META } },
          ConsistentRead: true,
        }),
      );
      return Item && readMeta(Item);
    },

    async loadMany(keys) {
      const partitions = keys.map((key) => recordPartition(kind, key));
      const items = await loadMany(client, TableName, partitions, META);
      return partitions.map((pk) => {
        const item = items.get(pk);
        return item && readMeta(item);
      });
    },

    commit: (change) => commitRecord(client, tableName, kind, change),

    commitMany: (changes) => commitRecords(client, tableName, kind, changes),

    async facts(key, { limit, after }) {
      const { items, more } = await queryPage(
        client,
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :first AND :last',
          ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
          ExpressionAttributeValues: {
            ':pk': { S: recordPartition(kind, key) },
            ':first': { S: factSortKey(Number(after ?? 0) + 1) },
            ':last': { S: LAST_FACT },
          },
        },
        limit,
      );
      const facts = items.map((item) => parseFactItem(item).stored);
      const last = facts.at(-1);
      return more && last ? { items: facts, next: String(last.sequence) } : { items: facts };
    },

    async list(tenantId, { limit, after }) {
      const { items, more } = await queryPage(
        client,
        {
          TableName,
          IndexName: BY_TENANT,
          ScanIndexForward: false,
          KeyConditionExpression: after === undefined ? '#pk = :pk' : '#pk = :pk AND #sk < :after',
          ExpressionAttributeNames: { '#pk': 'gsi1pk', ...(after !== undefined && { '#sk': 'gsi1sk' }) },
          ExpressionAttributeValues: {
            ':pk': { S: tenantPartition(kind, tenantId) },
            ...(after !== undefined && { ':after': { S: after } }),
          },
        },
        limit,
      );
      const records = items.map((item) => readMeta(item).record);
      const lastId = items.at(-1)?.gsi1sk?.S;
      return more && lastId !== undefined ? { items: records, next: lastId } : { items: records };
    },
  };
}
