import { createDynamoDB } from '@sluice/aws';
import { accessRoutes } from '@sluice/contracts';
import { api, readEnv } from '@sluice/lambda';
import { accessHandlers } from './access-handlers.ts';
import { envSchema } from './api.env.ts';
import { createEdge } from './edge.ts';
import { createGetSignIn } from './get-sign-in.ts';

const env = readEnv(envSchema);
const edge = createEdge(env, createDynamoDB());

export const handler = api({
  service: 'access',
  routes: accessRoutes,
  handlers: { ...accessHandlers, getSignIn: createGetSignIn(env) },
  ...edge.access,
});
