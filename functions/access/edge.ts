import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  createKeyUses,
  createMemberships,
  createRecordTable,
  createTenantOrigins,
  createTenantPolicies,
  createTokenBuckets,
  parseStoredApiKey,
} from '@sluice/aws';
import { createRateLimiter, type LimitCall, limitCalls, type TenantPolicies } from '@sluice/core/access';
import { systemClock } from '@sluice/core/runtime';
import {
  type Authenticate,
  asMember,
  createApiKeyAuthenticator,
  createLog,
  firstOf,
  type OriginsOfTenants,
  ofActiveTenant,
  originsSchema,
  rateLimitsSchema,
} from '@sluice/lambda';
import * as z from 'zod/mini';
import { type AuthenticateToken, createAuthenticator } from './authenticator.ts';
import type { EdgeEnv } from './edge-env.ts';

export type Edge = {
  /** What `api` needs to know of access. */
  readonly access: {
    readonly authenticate: Authenticate;
    readonly origins: readonly string[];
    readonly tenantOrigins: OriginsOfTenants;
    readonly limit: LimitCall;
    readonly limitPatienceMs: number;
  };
  /** The same the edge decides by: read once for all. */
  readonly policies: TenantPolicies;
};

export type EdgeOptions = {
  /** Only where upload tokens open anything. @default they are refused */
  readonly byUploadToken?: AuthenticateToken;
};
const milliseconds = z.coerce.number().check(z.int(), z.minimum(1));

/** How every API function tells who is calling and what they may. */
export function createEdge(env: EdgeEnv, client: DynamoDBClient, { byUploadToken }: EdgeOptions = {}): Edge {
  const policies = createTenantPolicies({ client, tableName: env.TENANTS_TABLE });
  const tenantOrigins = createTenantOrigins({ client, tableName: env.TENANTS_TABLE });
  const { memberOf } = createMemberships({ client, tableName: env.TENANTS_TABLE });
  const keys = createRecordTable({ client, tableName: env.KEYS_TABLE, kind: 'KEY', parse: parseStoredApiKey });
  const log = createLog({ service: 'access' });

  const byApiKey = createApiKeyAuthenticator({
    findKey: async (tenantId, id) => (await keys.load({ tenantId, id }))?.record,
    uses: createKeyUses({ client, tableName: env.LIMITS_TABLE }),
    clock: systemClock,
    onUseLost: (error) => log.warn('the last use of a key was not noted', { error }),
  });
  const byToken = asMember(createAuthenticator(env, byUploadToken), { memberOf, clock: systemClock });
  return {
    access: {
      authenticate: ofActiveTenant(firstOf([byApiKey], byToken), policies),
      origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
      tenantOrigins: {
        known: tenantOrigins.allows,
        has: async (tenantId, origin) => (await policies.policyOf(tenantId)).origins.includes(origin),
      },
      limit: limitCalls({
        limiter: createRateLimiter(createTokenBuckets({ client, tableName: env.LIMITS_TABLE })),
        policies,
        defaults: z.parse(rateLimitsSchema, env.RATE_LIMITS),
        clock: systemClock,
      }),
      limitPatienceMs: z.parse(milliseconds, env.LIMIT_PATIENCE_MS),
    },
    policies,
  };
}
