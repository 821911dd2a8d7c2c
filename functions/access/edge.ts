import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  createKeyUses,
  createMemberships,
  createRecordTable,
  createTenantPolicies,
  parseStoredApiKey,
} from '@sluice/aws';
import type { TenantPolicies } from '@sluice/core/access';
import { systemClock } from '@sluice/core/runtime';
import {
  type Authenticate,
  asMember,
  createApiKeyAuthenticator,
  createLog,
  firstOf,
  ofActiveTenant,
  originsSchema,
} from '@sluice/lambda';
import * as z from 'zod/mini';
import { createAuthenticator } from './authenticator.ts';
import type { EdgeEnv } from './edge-env.ts';

export type Edge = {
  /** What `api` needs to know of access. */
  readonly access: { readonly authenticate: Authenticate; readonly origins: readonly string[] };
  /** The same the edge decides by: read once for all. */
  readonly policies: TenantPolicies;
};

/** How every API function tells who is calling and what they may. */
export function createEdge(env: EdgeEnv, client: DynamoDBClient): Edge {
  const policies = createTenantPolicies({ client, tableName: env.TENANTS_TABLE });
  const { memberOf } = createMemberships({ client, tableName: env.TENANTS_TABLE });
  const keys = createRecordTable({ client, tableName: env.KEYS_TABLE, kind: 'KEY', parse: parseStoredApiKey });
  const log = createLog({ service: 'access' });

  const byApiKey = createApiKeyAuthenticator({
    findKey: async (tenantId, id) => (await keys.load({ tenantId, id }))?.record,
    uses: createKeyUses({ client, tableName: env.LIMITS_TABLE }),
    clock: systemClock,
    onUseLost: (error) => log.warn('the last use of a key was not noted', { error }),
  });
  const byToken = asMember(createAuthenticator(env), { memberOf, clock: systemClock });
  return {
    access: {
      authenticate: ofActiveTenant(firstOf([byApiKey], byToken), policies),
      origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
    },
    policies,
  };
}
