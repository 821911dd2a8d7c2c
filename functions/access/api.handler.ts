import {
  createDynamoDB,
  createIdempotencyKeys,
  createKeyUses,
  createMemberships,
  createRecordTable,
  createSecretReader,
  createSecretsManager,
  createTenantOrigins,
  createTenants,
  parseStoredApiKey,
} from '@sluice/aws';
import { accessRoutes } from '@sluice/contracts';
import { randomSecrets } from '@sluice/core/access';
import { createCursorSeal, randomIds, systemClock } from '@sluice/core/runtime';
import { api, readEnv } from '@sluice/lambda';
import { createAccessHandlers } from './access-handlers.ts';
import { envSchema } from './api.env.ts';
import { createEdge } from './edge.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const edge = createEdge(env, client);
const deps = {
  keys: createRecordTable({ client, tableName: env.KEYS_TABLE, kind: 'KEY', parse: parseStoredApiKey }),
  idempotencyKeys: createIdempotencyKeys({ client, tableName: env.KEYS_TABLE }),
  uses: createKeyUses({ client, tableName: env.LIMITS_TABLE }),
  tenants: createTenants({ client, tableName: env.TENANTS_TABLE }),
  tenantOrigins: createTenantOrigins({ client, tableName: env.TENANTS_TABLE }),
  memberships: createMemberships({ client, tableName: env.TENANTS_TABLE }),
  secrets: randomSecrets,
  clock: systemClock,
  ids: randomIds(systemClock),
};
const cursors = createCursorSeal(
  createSecretReader({ client: createSecretsManager(), secretId: env.CURSOR_SECRET_ID }),
);

export const handler = api({
  service: 'access',
  routes: accessRoutes,
  handlers: createAccessHandlers(deps, cursors, env),
  ...edge.access,
});
