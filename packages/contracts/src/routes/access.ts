import { meSchema, signInSchema } from '../schemas/access.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { memberRoutes } from './members.ts';
import { defineRoute, member, PUBLIC } from './route.ts';
import { tenantRoutes } from './tenants.ts';

export const accessRoutes = {
  getMe: defineRoute({
    operationId: 'getMe',
    service: 'access',
    method: 'GET',
    path: '/v1/me',
    summary: 'Who you are here: your user, tenant and roles',
    auth: member('viewer', 'me:read'),
    rateClass: 'read',
    idempotency: 'natural',
    answers: { 200: meSchema },
    errors: [],
  }),
  getSignIn: defineRoute({
    operationId: 'getSignIn',
    service: 'access',
    method: 'GET',
    path: '/v1/auth',
    summary: 'Whose tokens are accepted, and how to ask for one',
    auth: PUBLIC,
    rateClass: 'public',
    idempotency: 'natural',
    answers: { 200: signInSchema },
    errors: [],
  }),
  ...apiKeyRoutes,
  ...memberRoutes,
  ...tenantRoutes,
} as const;
