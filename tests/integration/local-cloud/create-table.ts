import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

const index = (IndexName: string, hash: string, range: string) => ({
  IndexName,
  KeySchema: key(hash, range),
  Projection: { ProjectionType: 'ALL' as const },
});

/** Creates a table as the stacks do: `pk` and `sk`, and what records with a log are found by. */
export const createTable = async (
  { dynamo }: { readonly dynamo: DynamoDBClient },
  TableName: string,
  { withLog = false }: { readonly withLog?: boolean } = {},
): Promise<string> => {
  const names = ['pk', 'sk', ...(withLog ? ['gsi1pk', 'gsi1sk', 'outbox', 'occurredAt', 'open', 'openSince'] : [])];
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: key('pk', 'sk'),
      ...(withLog && {
        GlobalSecondaryIndexes: [
          index('by-tenant', 'gsi1pk', 'gsi1sk'),
          index('outbox', 'outbox', 'occurredAt'),
          { ...index('open', 'open', 'openSince'), Projection: { ProjectionType: 'KEYS_ONLY' as const } },
        ],
      }),
    }),
  );
  return TableName;
};
