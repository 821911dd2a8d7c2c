import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createBatches, createFingerprints, createIdempotencyKeys, createUploadTokens } from '@sluice/aws';
import type { TenantPolicies } from '@sluice/core/access';
import { randomIds, systemClock } from '@sluice/core/runtime';
import type { UploadDeps } from '@sluice/core/upload';
import type { Env } from './accept-object.env.ts';
import { createFinishDeps } from './finish-deps.ts';

/** What the use cases of upload work with, wherever files come in. */
export function createUploadDeps(env: Env, client: DynamoDBClient, policies: TenantPolicies): UploadDeps {
  const table = { client, tableName: env.UPLOADS_TABLE };
  return {
    ...createFinishDeps(env, client),
    idempotencyKeys: createIdempotencyKeys(table),
    tokens: createUploadTokens(table),
    fingerprints: createFingerprints(table),
    batches: createBatches(table),
    policies,
    ids: randomIds(systemClock),
  };
}
