import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createContentStore, createContents, createRecordTable, createS3, parseFile } from '@sluice/aws';
import { createKnownContents } from '@sluice/core/catalog';
import type { KnownContents } from '@sluice/core/upload';

/** What a tenant has stored already, for those who offer a hash before they send. */
export function createKnownContentsOf(
  env: { readonly CONTENTS_TABLE: string; readonly HISTORY_TABLE: string },
  client: DynamoDBClient,
): KnownContents {
  return createKnownContents({
    registry: createContents({ client, tableName: env.CONTENTS_TABLE }),
    history: createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile }),
    contents: createContentStore({ client: createS3() }),
  });
}
