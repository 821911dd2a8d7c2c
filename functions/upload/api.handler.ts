import { setTimeout as pause } from 'node:timers/promises';
import {
  createAssemblyQueue,
  createDynamoDB,
  createSecretReader,
  createSecretsManager,
  createSqs,
  createSts,
  createUploadCredentials,
  createUploadTokens,
} from '@sluice/aws';
import { uploadRoutes, uppyRoutes } from '@sluice/contracts';
import { createCursorSeal, systemClock } from '@sluice/core/runtime';
import { createUploadTokenSeal, createVerifyUploadToken } from '@sluice/core/upload';
import { api, readEnv } from '@sluice/lambda';
import { createEdge } from '../access/edge.ts';
import { envSchema } from './api.env.ts';
import { createKnownContentsOf } from './known-contents.ts';
import { createUploadDeps } from './upload-deps.ts';
import { createUploadHandlers } from './upload-handlers.ts';
import { createUploadTokenAuthenticator } from './upload-token-authenticator.ts';
import { createUppyHandlers } from './uppy-handlers.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const secrets = createSecretsManager();
const seal = createUploadTokenSeal(createSecretReader({ client: secrets, secretId: env.TOKEN_SECRET_ID }));
const tokens = createUploadTokens({ client, tableName: env.UPLOADS_TABLE });
const verify = createVerifyUploadToken({ seal, tokens, clock: systemClock });
const edge = createEdge(env, client, { byUploadToken: createUploadTokenAuthenticator(verify) });
const deps = {
  ...createUploadDeps(env, client, edge.policies),
  knownContents: createKnownContentsOf(env, client),
  assembly: createAssemblyQueue({ client: createSqs(), queueUrl: env.ASSEMBLY_QUEUE_URL }),
  ...(env.API_ORIGIN !== '' && { apiOrigin: env.API_ORIGIN }),
  pause,
};
const cursors = createCursorSeal(createSecretReader({ client: secrets, secretId: env.CURSOR_SECRET_ID }));
const credentials = createUploadCredentials({
  client: createSts(),
  roleArn: env.UPLOAD_ROLE_ARN,
  bucket: env.CONTENT_BUCKET,
  endpoint: env.AWS_ENDPOINT_URL,
});

export const handler = api({
  service: 'upload',
  routes: { ...uploadRoutes, ...uppyRoutes },
  handlers: {
    ...createUploadHandlers({ ...deps, credentials }, cursors, seal),
    ...createUppyHandlers(deps),
  },
  ...edge.access,
});
