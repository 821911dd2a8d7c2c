import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { type Commit, nextVersion } from '@sluice/core/history';
import { openAttributes } from './open-attributes.ts';
import { dedupeSortKey, META, type RecordKind, recordPartition, tenantPartition } from './record-keys.ts';
import { factItemOf } from './stored-fact.ts';

type Write = NonNullable<TransactWriteItemsCommandInput['TransactItems']>[number];

/** DynamoDB's ceiling of one transaction. */
const MAX_WRITES = 100;

/** One commit says more than one transaction can hold. */
export class CommitTooLargeError extends Error {
  override readonly name = 'CommitTooLarge';
  constructor(id: string, facts: number) {
    super(`a commit of record ${id} has ${facts} facts: append at most ${MAX_WRITES - 2} at once`);
  }
}

/** The writes of one commit; the dedupe key comes first where there is one, so that its refusal can be told apart. */
export function commitTransaction<R>(tableName: string, kind: RecordKind, commit: Commit<R>): Write[] {
  const writes = [
    ...(commit.dedupeKey === undefined ? [] : [dedupe(tableName, kind, commit, commit.dedupeKey)]),
    snapshot(tableName, kind, commit),
    ...commit.facts.map((fact): Write => ({ Put: putIfAbsent(tableName, factItemOf(kind, commit.key, fact)) })),
  ];
  if (writes.length > MAX_WRITES) {
    throw new CommitTooLargeError(commit.key.id, commit.facts.length);
  }
  return writes;
}

function dedupe<R>(tableName: string, kind: RecordKind, commit: Commit<R>, dedupeKey: string): Write {
  return {
    Put: putIfAbsent(tableName, {
      pk: { S: recordPartition(kind, commit.key) },
      sk: { S: dedupeSortKey(dedupeKey) },
      version: { N: String(nextVersion(commit)) },
    }),
  };
}

function snapshot<R>(TableName: string, kind: RecordKind, commit: Commit<R>): Write {
  const { key, record, expectedVersion } = commit;
  const Item = {
    pk: { S: recordPartition(kind, key) },
    sk: { S: META },
    gsi1pk: { S: tenantPartition(kind, key.tenantId) },
    gsi1sk: { S: key.id },
    version: { N: String(nextVersion(commit)) },
    // Text instead of a map: read and written a quarter of the time, a fifth fewer bytes, and exactly what JSON says.
    record: { S: JSON.stringify(record) },
    ...openAttributes(kind, key, record),
  };
  if (expectedVersion === 0) {
    return { Put: putIfAbsent(TableName, Item) };
  }
  return {
    Put: {
      TableName,
      Item,
      ConditionExpression: '#version = :expected',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':expected': { N: String(expectedVersion) } },
    },
  };
}

function putIfAbsent<I>(TableName: string, Item: I) {
  return {
    TableName,
    Item,
    ConditionExpression: 'attribute_not_exists(#pk)',
    ExpressionAttributeNames: { '#pk': 'pk' },
  };
}
