import { setTimeout as pause } from 'node:timers/promises';
import {
  createDynamoDB,
  createIdempotencyKeys,
  createLinks,
  createRecordTable,
  createS3,
  createSecretReader,
  createSecretsManager,
  createTenantPolicies,
  parseFile,
} from '@sluice/aws';
import { catalogRoutes } from '@sluice/contracts';
import { createCursorSeal, randomIds, systemClock } from '@sluice/core/runtime';
import { api, originsSchema, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { createAuthenticator } from '../access/authenticator.ts';
import { createFinishDeps } from '../upload/finish-deps.ts';
import { envSchema } from './api.env.ts';
import { createCatalogHandlers } from './catalog-handlers.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const history = createRecordTable({
  client,
  tableName: env.HISTORY_TABLE,
  kind: 'FILE',
  parse: parseFile,
});
const links = createLinks({ client: createS3() });
const cursors = createCursorSeal(
  createSecretReader({ client: createSecretsManager(), secretId: env.CURSOR_SECRET_ID }),
);

export const handler = api({
  service: 'catalog',
  routes: catalogRoutes,
  handlers: createCatalogHandlers(
    {
      ...createFinishDeps(env, client),
      idempotencyKeys: createIdempotencyKeys({ client, tableName: env.UPLOADS_TABLE }),
      policies: createTenantPolicies({ client, tableName: env.TENANTS_TABLE }),
      ids: randomIds(systemClock),
      history,
      links,
      pause,
    },
    cursors,
  ),
  authenticate: createAuthenticator(env),
  origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
});
