import { setTimeout as pause } from 'node:timers/promises';
import {
  createDynamoDB,
  createLinks,
  createRecordTable,
  createS3,
  createSecretReader,
  createSecretsManager,
  parseFile,
} from '@sluice/aws';
import { catalogRoutes } from '@sluice/contracts';
import { createCursorSeal, systemClock } from '@sluice/core/runtime';
import { api, originsSchema, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { createAuthenticator } from '../access/authenticator.ts';
import { envSchema } from './api.env.ts';
import { createCatalogHandlers } from './catalog-handlers.ts';

const env = readEnv(envSchema);
const history = createRecordTable({
  client: createDynamoDB(),
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
  handlers: createCatalogHandlers({ history, links, clock: systemClock, pause }, cursors),
  authenticate: createAuthenticator(env),
  origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
});
