import {
  createContentStore,
  createContents,
  createDynamoDB,
  createIdempotencyKeys,
  createRecordTable,
  createS3,
  createSecretReader,
  createSecretsManager,
  parseFile,
} from '@sluice/aws';
import { uploadRoutes } from '@sluice/contracts';
import { createKnownContents } from '@sluice/core/catalog';
import { createCursorSeal, randomIds, systemClock } from '@sluice/core/runtime';
import { api, readEnv } from '@sluice/lambda';
import { createEdge } from '../access/edge.ts';
import { envSchema } from './api.env.ts';
import { createFinishDeps } from './finish-deps.ts';
import { createUploadHandlers } from './upload-handlers.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const edge = createEdge(env, client);
const cursors = createCursorSeal(
  createSecretReader({ client: createSecretsManager(), secretId: env.CURSOR_SECRET_ID }),
);
const knownContents = createKnownContents({
  registry: createContents({ client, tableName: env.CONTENTS_TABLE }),
  history: createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile }),
  contents: createContentStore({ client: createS3() }),
});

export const handler = api({
  service: 'upload',
  routes: uploadRoutes,
  handlers: createUploadHandlers(
    {
      ...createFinishDeps(env, client),
      idempotencyKeys: createIdempotencyKeys({ client, tableName: env.UPLOADS_TABLE }),
      policies: edge.policies,
      ids: randomIds(systemClock),
      knownContents,
    },
    cursors,
  ),
  ...edge.access,
});
