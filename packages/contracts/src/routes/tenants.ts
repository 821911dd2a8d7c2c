import * as z from 'zod/mini';
import { cursorSchema, limitSchema, tenantIdSchema } from '../schemas/primitives.ts';
import {
  createTenantSchema,
  patchOwnTenantSchema,
  patchTenantSchema,
  tenantPageSchema,
  tenantSchema,
} from '../schemas/tenant.ts';
import { defineRoute, member, OPERATOR } from './route.ts';

const shared = { service: 'access', idempotency: 'natural' } as const;
const operator = { ...shared, auth: OPERATOR } as const;
const params = z.strictObject({ tenant_id: tenantIdSchema });
const ofBody = ['invalid_json', 'body_too_large', 'unsupported_media_type'] as const;

export const tenantRoutes = {
  getOwnTenant: defineRoute({
    ...shared,
    method: 'GET',
    auth: member('viewer', 'tenant:read'),
    rateClass: 'read',
    operationId: 'getOwnTenant',
    path: '/v1/tenant',
    summary: 'Your tenant: its name and what it allows, with the defaults filled in',
    answers: { 200: tenantSchema },
    errors: [],
  }),
  patchOwnTenant: defineRoute({
    ...shared,
    method: 'PATCH',
    auth: member('admin', 'tenant:write'),
    rateClass: 'write',
    operationId: 'patchOwnTenant',
    path: '/v1/tenant',
    summary: 'Change what your tenant allows; null takes a field back to the default',
    body: patchOwnTenantSchema,
    answers: { 200: tenantSchema },
    errors: ['precondition_failed', ...ofBody],
  }),
  createTenant: defineRoute({
    ...operator,
    method: 'POST',
    rateClass: 'write',
    operationId: 'createTenant',
    path: '/v1/tenants',
    summary: 'A tenant with a name and, where it differs from the default, a policy',
    body: createTenantSchema,
    answers: { 201: tenantSchema },
    errors: ['state_conflict', ...ofBody],
  }),
  listTenants: defineRoute({
    ...operator,
    method: 'GET',
    rateClass: 'read',
    operationId: 'listTenants',
    path: '/v1/tenants',
    summary: 'Every tenant that has a row of its own, by id',
    query: z.strictObject({ limit: z.optional(limitSchema), cursor: z.optional(cursorSchema) }),
    answers: { 200: tenantPageSchema },
    errors: ['invalid_cursor'],
  }),
  getTenant: defineRoute({
    ...operator,
    method: 'GET',
    rateClass: 'read',
    operationId: 'getTenant',
    path: '/v1/tenants/{tenant_id}',
    summary: 'One tenant and what it allows',
    params,
    answers: { 200: tenantSchema },
    errors: ['not_found'],
  }),
  patchTenant: defineRoute({
    ...operator,
    method: 'PATCH',
    rateClass: 'write',
    operationId: 'patchTenant',
    path: '/v1/tenants/{tenant_id}',
    summary: 'Change a tenant, or suspend it: within a minute its calls are refused',
    params,
    body: patchTenantSchema,
    answers: { 200: tenantSchema },
    errors: ['not_found', 'precondition_failed', ...ofBody],
  }),
} as const;
