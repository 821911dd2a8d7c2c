import { accessRoutes } from '@sluice/contracts';
import { api, originsSchema, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { accessHandlers } from './access-handlers.ts';
import { envSchema } from './api.env.ts';
import { createAuthenticator } from './authenticator.ts';

const env = readEnv(envSchema);

export const handler = api({
  service: 'access',
  routes: accessRoutes,
  handlers: accessHandlers,
  authenticate: createAuthenticator(env),
  origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
});
