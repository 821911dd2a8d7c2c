import {
  createDynamoDB,
  createIdempotencyKeys,
  createSecretReader,
  createSecretsManager,
  createSts,
  createTenantPolicies,
  createUploadCredentials,
} from '@sluice/aws';
import { uploadRoutes } from '@sluice/contracts';
import { createCursorSeal, randomIds, systemClock } from '@sluice/core/runtime';
import { api, originsSchema, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { createAuthenticator } from '../access/authenticator.ts';
import { envSchema } from './api.env.ts';
import { createFinishDeps } from './finish-deps.ts';
import { createUploadHandlers } from './upload-handlers.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
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
      policies: createTenantPolicies({ client, tableName: env.TENANTS_TABLE }),
      ids: randomIds(systemClock),
      credentials: createUploadCredentials({
        client: createSts(),
        roleArn: env.UPLOAD_ROLE_ARN,
        bucket: env.CONTENT_BUCKET,
        endpoint: env.AWS_ENDPOINT_URL,
      }),
    },
    cursors,
  ),
  authenticate: createAuthenticator(env),
  origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
});
