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
import { createCursorSeal } from '@sluice/core/runtime';
import { api, readEnv } from '@sluice/lambda';
import { createEdge } from '../access/edge.ts';
import { createUploadDeps } from '../upload/upload-deps.ts';
import { envSchema } from './api.env.ts';
import { createCatalogHandlers } from './catalog-handlers.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const edge = createEdge(env, client);
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
      ...createUploadDeps(env, client, edge.policies),
      history,
      links,
      pause,
    },
    cursors,
  ),
  ...edge.access,
});
