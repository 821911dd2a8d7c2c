import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { ContentKey } from '@sluice/core/catalog';
import type { StoredContent } from '@sluice/core/history';
import { contentRowKey, referenceRowKey } from './content-rows.ts';

type Write = NonNullable<TransactWriteItemsCommandInput['TransactItems']>[number];

const stored = ({ storageUrl, versionId }: StoredContent) => ({
  storageUrl: { S: storageUrl },
  versionId: { S: versionId },
});

/** The first reference to a content whose object is this one from now on. */
export function beginContent(
  TableName: string,
  key: ContentKey,
  reference: string,
  storage: StoredContent,
  sizeBytes: number,
): Write[] {
  const Item = {
    ...contentRowKey(key),
    state: { S: 'kept' },
    references: { N: '1' },
    sizeBytes: { N: String(sizeBytes) },
    ...stored(storage),
  };
  return [
    {
      Put: {
        TableName,
        Item,
        ConditionExpression: 'attribute_not_exists(#pk) OR #state = :gone',
        ExpressionAttributeNames: { '#pk': 'pk', '#state': 'state' },
        ExpressionAttributeValues: { ':gone': { S: 'gone' } },
      },
    },
    hold(TableName, key, reference),
  ];
}

/** One more reference, to the object that was seen. */
export function joinContent(TableName: string, key: ContentKey, reference: string, seen: StoredContent): Write[] {
  const { storageUrl, versionId } = stored(seen);
  return [
    {
      Update: {
        TableName,
        Key: contentRowKey(key),
        UpdateExpression: 'ADD #references :one',
        ConditionExpression: '#state = :kept AND #url = :url AND #version = :version',
        ExpressionAttributeNames: {
          '#references': 'references',
          '#state': 'state',
          '#url': 'storageUrl',
          '#version': 'versionId',
        },
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':kept': { S: 'kept' },
          ':url': storageUrl,
          ':version': versionId,
        },
      },
    },
    hold(TableName, key, reference),
  ];
}

function hold(TableName: string, key: ContentKey, reference: string): Write {
  return {
    Put: {
      TableName,
      Item: { ...referenceRowKey(key, reference), state: { S: 'held' } },
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
    },
  };
}

/** One reference less, while there are others. */
export function leaveContent(TableName: string, key: ContentKey, reference: string): Write[] {
  return [
    {
      Update: {
        TableName,
        Key: contentRowKey(key),
        UpdateExpression: 'ADD #references :less',
        ConditionExpression: '#state = :kept AND #references > :one',
        ExpressionAttributeNames: { '#references': 'references', '#state': 'state' },
        ExpressionAttributeValues: { ':less': { N: '-1' }, ':one': { N: '1' }, ':kept': { S: 'kept' } },
      },
    },
    letGo(TableName, key, reference, { outcome: { S: 'others' } }),
  ];
}

/** The last reference: its row remembers what is to be removed, the content is free for another object at once. */
export function endContent(TableName: string, key: ContentKey, reference: string, storage: StoredContent): Write[] {
  return [
    {
      Update: {
        TableName,
        Key: contentRowKey(key),
        UpdateExpression: 'SET #state = :gone, #references = :none',
        ConditionExpression: '#state = :kept AND #references = :one',
        ExpressionAttributeNames: { '#references': 'references', '#state': 'state' },
        ExpressionAttributeValues: {
          ':gone': { S: 'gone' },
          ':none': { N: '0' },
          ':one': { N: '1' },
          ':kept': { S: 'kept' },
        },
      },
    },
    letGo(TableName, key, reference, { outcome: { S: 'last' }, ...stored(storage) }),
  ];
}

type Left = { readonly outcome: { readonly S: string } } & Partial<ReturnType<typeof stored>>;

function letGo(TableName: string, key: ContentKey, reference: string, left: Left): Write {
  return {
    Put: {
      TableName,
      Item: { ...referenceRowKey(key, reference), state: { S: 'released' }, ...left },
      ConditionExpression: '#state = :held',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':held': { S: 'held' } },
    },
  };
}

/** A reference that never was: it cannot come any more. */
export function endReference(TableName: string, key: ContentKey, reference: string): Write[] {
  return [
    {
      Put: {
        TableName,
        Item: { ...referenceRowKey(key, reference), state: { S: 'released' }, outcome: { S: 'unclaimed' } },
        ConditionExpression: 'attribute_not_exists(#pk)',
        ExpressionAttributeNames: { '#pk': 'pk' },
      },
    },
  ];
}
