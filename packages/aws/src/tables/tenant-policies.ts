import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { TenantStatus } from '@sluice/contracts';
import {
  resolvePolicy,
  type TenantPolicies,
  type TenantPolicy,
  type TenantStatuses,
  unknownTenant,
} from '@sluice/core/access';
import { type Clock, systemClock } from '@sluice/core/runtime';
import { readTenant, tenantKey } from './tenant-row.ts';

type Config = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** @default systemClock */
  readonly clock?: Clock;
};

type Known = { readonly policy: TenantPolicy; readonly status: TenantStatus };

const KEPT_MILLISECONDS = 60_000;
/** More tenants than one process sees in a minute. */
const MAX_KEPT = 1000;

/** Policies as rows of JSON that say only what differs from the default; a change is seen within a minute. */
export function createTenantPolicies({
  client,
  tableName,
  clock = systemClock,
}: Config): TenantPolicies & TenantStatuses {
  const kept = new Map<string, { tenant: Promise<Known>; until: number }>();
  const read = (tenantId: string): Promise<Known> => {
    const known = kept.get(tenantId);
    if (known !== undefined && known.until > clock()) {
      return known.tenant;
    }
    if (kept.size >= MAX_KEPT) {
      kept.clear();
    }
    const tenant = readKnown(client, tableName, tenantId);
    kept.set(tenantId, { tenant, until: clock() + KEPT_MILLISECONDS });
    tenant.catch(() => kept.delete(tenantId));
    return tenant;
  };
  return {
    policyOf: async (tenantId) => (await read(tenantId)).policy,
    statusOf: async (tenantId) => (await read(tenantId)).status,
  };
}

async function readKnown(client: DynamoDBClient, TableName: string, tenantId: string): Promise<Known> {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: tenantKey(tenantId) }));
  const { policy, status } = Item === undefined ? unknownTenant(tenantId) : readTenant(tenantId, Item).record;
  return { policy: resolvePolicy(policy), status };
}
