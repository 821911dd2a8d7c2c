import { setTimeout as pause } from 'node:timers/promises';
import {
  createContentStore,
  createContents,
  createDynamoDB,
  createLinks,
  createRecordTable,
  createRenditionStorage,
  createS3,
  createSecretReader,
  createSecretsManager,
  parseFile,
} from '@sluice/aws';
import { catalogRoutes } from '@sluice/contracts';
import { createAppendFacts, createChangeRecord } from '@sluice/core/history';
import { createCursorSeal, systemClock } from '@sluice/core/runtime';
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
const s3 = createS3();
const cursors = createCursorSeal(
  createSecretReader({ client: createSecretsManager(), secretId: env.CURSOR_SECRET_ID }),
);

const upload = createUploadDeps(env, client, edge.policies);

export const handler = api({
  service: 'catalog',
  routes: catalogRoutes,
  handlers: createCatalogHandlers(
    {
      ...upload,
      history,
      append: createAppendFacts(createChangeRecord({ store: history, clock: systemClock })),
      registry: createContents({ client, tableName: env.CONTENTS_TABLE }),
      contents: createContentStore({ client: s3 }),
      renditions: createRenditionStorage({ client: s3 }),
      renditionsBucket: env.RENDITIONS_BUCKET,
      onPurged: ({ tenantId, sizeBytes, declaredSizeBytes = sizeBytes }) =>
        upload.quotas.free({ tenantId, sizeBytes: declaredSizeBytes }),
      links: createLinks({ client: s3 }),
      pause,
    },
    cursors,
  ),
  ...edge.access,
});
