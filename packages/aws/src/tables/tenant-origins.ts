import { type DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { isWebOrigin, type TenantOrigins } from '@sluice/core/access';
import { type Clock, systemClock } from '@sluice/core/runtime';

type Config = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** @default systemClock */
  readonly clock?: Clock;
};

const KEPT_MILLISECONDS = 60_000;
/** Anybody can make up origins: what is kept of them has an end. */
const MAX_KEPT = 2_000;

/**
 * One row an origin and tenant. Nobody may delete a row: one that is given up ends by its `expires_at`, which DynamoDB
 * acts on late, so that reads look at it too.
 */
export function createTenantOrigins({ client, tableName: TableName, clock = systemClock }: Config): TenantOrigins {
  const kept = new Map<string, { known: Promise<boolean>; until: number }>();
  const seconds = () => Math.floor(clock() / 1000);
  const read = async (origin: string): Promise<boolean> => {
    const { Count = 0 } = await client.send(
      new QueryCommand({
        TableName,
        Select: 'COUNT',
        KeyConditionExpression: '#pk = :pk',
        FilterExpression: 'attribute_not_exists(#expires) OR #expires > :now',
        ExpressionAttributeNames: { '#pk': 'pk', '#expires': 'expires_at' },
        ExpressionAttributeValues: { ':pk': { S: partitionOf(origin) }, ':now': { N: String(seconds()) } },
      }),
    );
    return Count > 0;
  };
  return {
    async allows(origin) {
      if (!isWebOrigin(origin)) return false;
      const entry = kept.get(origin);
      if (entry !== undefined && entry.until > clock()) return entry.known;
      if (kept.size >= MAX_KEPT) kept.clear();
      const known = read(origin);
      kept.set(origin, { known, until: clock() + KEPT_MILLISECONDS });
      known.catch(() => kept.delete(origin));
      return known;
    },

    async replace(tenantId, before, after) {
      const ended = new Set(before.filter((origin) => !after.includes(origin)));
      const rows = [...new Set([...after, ...ended])].map((origin) => ({
        Put: {
          TableName,
          Item: {
            pk: { S: partitionOf(origin) },
            sk: { S: `TENANT#${tenantId}` },
            ...(ended.has(origin) && { expires_at: { N: String(seconds()) } }),
          },
        },
      }));
      if (rows.length > 0) await client.send(new TransactWriteItemsCommand({ TransactItems: rows }));
    },
  };
}

function partitionOf(origin: string): string {
  return `ORIGIN#${origin}`;
}
