import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { ContentKey, Released } from '@sluice/core/catalog';
import type { StoredContent } from '@sluice/core/history';
import * as z from 'zod/mini';
import { number, text } from './attributes.ts';
import { META } from './record-keys.ts';

const REFERENCE = 'REF#';

const contentItem = z.object({
  state: z.pipe(text, z.enum(['kept', 'gone'])),
  references: number,
  sizeBytes: number,
  storageUrl: text,
  versionId: text,
});
const referenceItem = z.object({
  state: z.pipe(text, z.enum(['held', 'released'])),
  outcome: z.exactOptional(z.pipe(text, z.enum(['last', 'others', 'unclaimed']))),
  storageUrl: z.exactOptional(text),
  versionId: z.exactOptional(text),
});

export type ContentRow = {
  readonly state: 'kept' | 'gone';
  readonly references: number;
  readonly sizeBytes: number;
  readonly storage: StoredContent;
};
export type ReferenceRow = { readonly state: 'held' } | { readonly state: 'released'; readonly released: Released };

/** A row says that a reference was given up, but not how. */
export class StoredReferenceError extends Error {
  override readonly name = 'StoredReference';
  constructor(reference: string) {
    super(`the row of reference ${reference} does not say what its release left`);
  }
}

export function contentRowKey({ tenantId, sha256 }: ContentKey) {
  return { pk: { S: `TENANT#${tenantId}#CONTENT#${sha256}` }, sk: { S: META } };
}

export function referenceRowKey(key: ContentKey, reference: string) {
  return { ...contentRowKey(key), sk: { S: `${REFERENCE}${reference}` } };
}

export async function loadContent(
  client: DynamoDBClient,
  TableName: string,
  key: ContentKey,
): Promise<ContentRow | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: contentRowKey(key), ConsistentRead: true }));
  if (Item === undefined) {
    return undefined;
  }
  const { storageUrl, versionId, ...content } = z.parse(contentItem, Item);
  return { ...content, storage: { storageUrl, versionId } };
}

export async function loadReference(
  client: DynamoDBClient,
  TableName: string,
  key: ContentKey,
  reference: string,
): Promise<ReferenceRow | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: referenceRowKey(key, reference), ConsistentRead: true }),
  );
  return Item && readReference(reference, Item);
}

function readReference(reference: string, item: unknown): ReferenceRow {
  const { state, outcome, storageUrl, versionId } = z.parse(referenceItem, item);
  if (state === 'held') {
    return { state };
  }
  if (outcome === 'last' && storageUrl !== undefined && versionId !== undefined) {
    return { state, released: { outcome, storage: { storageUrl, versionId } } };
  }
  if (outcome === 'others' || outcome === 'unclaimed') {
    return { state, released: { outcome } };
  }
  throw new StoredReferenceError(reference);
}

/** The newest of who refers to a content, out of one page: those given up lie between them. */
export async function queryReferences(
  client: DynamoDBClient,
  TableName: string,
  key: ContentKey,
  limit: number,
): Promise<readonly string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: limit * 2,
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
      FilterExpression: '#state = :held',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#state': 'state' },
      ExpressionAttributeValues: { ':pk': contentRowKey(key).pk, ':prefix': { S: REFERENCE }, ':held': { S: 'held' } },
    }),
  );
  return Items.map(({ sk }) => z.parse(text, sk).slice(REFERENCE.length)).slice(0, limit);
}
