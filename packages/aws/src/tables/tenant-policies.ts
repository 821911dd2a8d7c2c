import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DEFAULT_POLICY, type TenantPolicies, type TenantPolicy } from '@sluice/core/access';
import { type Clock, systemClock } from '@sluice/core/runtime';
import * as z from 'zod/mini';
import { json } from './attributes.ts';

type Config = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** @default systemClock */
  readonly clock?: Clock;
};

/** A tenant's policy cannot be read. Nothing is allowed on a guess: correct the row. */
export class StoredPolicyError extends Error {
  override readonly name = 'StoredPolicy';
  constructor(tenantId: string, cause: unknown) {
    super(`the policy of tenant ${tenantId} does not fit its schema: correct it in the tenants table`, { cause });
  }
}

const answer = z.exactOptional(z.enum(['reject', 'publish']));
const share = z.exactOptional(z.number().check(z.minimum(0), z.maximum(1)));
const ceiling = z.exactOptional(z.int().check(z.minimum(0)));

// Strict: a misspelled limit would be no limit.
const ownPolicy = z.strictObject({
  maxFileBytes: ceiling,
  allowedTypes: z.exactOptional(z.array(z.string())),
  limits: z.exactOptional(
    z.strictObject({
      maxPixels: ceiling,
      maxFrames: ceiling,
      maxEntries: ceiling,
      maxExpansionRatio: z.exactOptional(z.number().check(z.minimum(0))),
    }),
  ),
  soft: z.exactOptional(
    z.strictObject({ empty: answer, type_mismatch: answer, encrypted: answer, unparseable: answer }),
  ),
  review: z.exactOptional(
    z.strictObject({
      required: z.exactOptional(z.array(z.string())),
      threshold: share,
      thresholds: z.exactOptional(z.record(z.string(), z.number().check(z.minimum(0), z.maximum(1)))),
      trustModel: z.exactOptional(z.boolean()),
      // The machine itself waits for no more than a year.
      deadlineSeconds: z.exactOptional(z.int().check(z.minimum(1), z.maximum(30 * 86_400))),
      onExpiry: answer,
    }),
  ),
  quotas: z.exactOptional(
    z.strictObject({ maxStoredBytes: ceiling, maxOpenUploads: ceiling, maxUploadsPerDay: ceiling }),
  ),
  callbackOrigins: z.exactOptional(z.array(z.string().check(z.regex(/^https:\/\/[^/?#@]+$/)))),
});
const policyItem = z.object({ policy: z.pipe(json, ownPolicy) });

const KEPT_MILLISECONDS = 60_000;
/** More tenants than one process sees in a minute. */
const MAX_KEPT = 1000;

/** Policies as rows of JSON that say only what differs from the default; a change is seen within a minute. */
export function createTenantPolicies({ client, tableName, clock = systemClock }: Config): TenantPolicies {
  const kept = new Map<string, { policy: Promise<TenantPolicy>; until: number }>();
  return {
    policyOf(tenantId) {
      const known = kept.get(tenantId);
      if (known !== undefined && known.until > clock()) {
        return known.policy;
      }
      if (kept.size >= MAX_KEPT) {
        kept.clear();
      }
      const policy = readPolicy(client, tableName, tenantId);
      kept.set(tenantId, { policy, until: clock() + KEPT_MILLISECONDS });
      policy.catch(() => kept.delete(tenantId));
      return policy;
    },
  };
}

async function readPolicy(client: DynamoDBClient, TableName: string, tenantId: string): Promise<TenantPolicy> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: { pk: { S: `TENANT#${tenantId}` }, sk: { S: 'POLICY' } } }),
  );
  if (Item === undefined) {
    return DEFAULT_POLICY;
  }
  try {
    const { policy } = z.parse(policyItem, Item);
    return {
      ...DEFAULT_POLICY,
      ...policy,
      limits: { ...DEFAULT_POLICY.limits, ...policy.limits },
      soft: { ...DEFAULT_POLICY.soft, ...policy.soft },
      review: { ...DEFAULT_POLICY.review, ...policy.review },
      quotas: { ...DEFAULT_POLICY.quotas, ...policy.quotas },
    };
  } catch (cause) {
    throw new StoredPolicyError(tenantId, cause);
  }
}
