import { meSchema } from '../schemas/access.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { memberRoutes } from './members.ts';
import { defineRoute, member } from './route.ts';
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
  ...apiKeyRoutes,
  ...memberRoutes,
  ...tenantRoutes,
} as const;
