import { setTimeout as pause } from 'node:timers/promises';
import {
  createAssemblyQueue,
  createDynamoDB,
  createIdempotencyKeys,
  createSecretReader,
  createSecretsManager,
  createSqs,
} from '@sluice/aws';
import { uploadRoutes } from '@sluice/contracts';
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

export const handler = api({
  service: 'upload',
  routes: uploadRoutes,
  handlers: createUploadHandlers(
    {
      ...createFinishDeps(env, client),
      idempotencyKeys: createIdempotencyKeys({ client, tableName: env.UPLOADS_TABLE }),
      policies: edge.policies,
      ids: randomIds(systemClock),
      assembly: createAssemblyQueue({ client: createSqs(), queueUrl: env.ASSEMBLY_QUEUE_URL }),
      ...(env.API_ORIGIN !== '' && { apiOrigin: env.API_ORIGIN }),
      pause,
    },
    cursors,
  ),
  ...edge.access,
});
