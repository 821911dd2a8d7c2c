import * as z from 'zod/mini';
import { apiKeyPageSchema, createApiKeySchema, rotateApiKeySchema, shownApiKeySchema } from '../schemas/api-key.ts';
import { cursorSchema, limitSchema, uuidSchema } from '../schemas/primitives.ts';
import { defineRoute, member } from './route.ts';

const shared = { service: 'access', auth: member('admin', 'keys:write') } as const;
const makes = { ...shared, method: 'POST', rateClass: 'write', idempotency: 'key' } as const;
const params = z.strictObject({ key_id: uuidSchema });
const ofBody = ['invalid_json', 'body_too_large', 'unsupported_media_type'] as const;
const ofKey = ['idempotency_key_required', 'idempotency_mismatch', 'already_shown'] as const;

export const apiKeyRoutes = {
  createApiKey: defineRoute({
    ...makes,
    operationId: 'createApiKey',
    path: '/v1/api-keys',
    summary: 'A key for a machine, at most as strong as you; its secret is shown this once',
    body: createApiKeySchema,
    answers: { 201: shownApiKeySchema },
    errors: [...ofBody, ...ofKey],
  }),
  listApiKeys: defineRoute({
    ...shared,
    method: 'GET',
    rateClass: 'read',
    idempotency: 'natural',
    operationId: 'listApiKeys',
    path: '/v1/api-keys',
    summary: 'The keys of your tenant without their secrets, newest first, with when each was last used',
    query: z.strictObject({ limit: z.optional(limitSchema), cursor: z.optional(cursorSchema) }),
    answers: { 200: apiKeyPageSchema },
    errors: ['invalid_cursor'],
  }),
  revokeApiKey: defineRoute({
    ...shared,
    method: 'DELETE',
    rateClass: 'write',
    idempotency: 'natural',
    operationId: 'revokeApiKey',
    path: '/v1/api-keys/{key_id}',
    summary: 'End a key for good: within 15 seconds nothing takes it any more',
    params,
    answers: { 204: null },
    errors: ['not_found'],
  }),
  rotateApiKey: defineRoute({
    ...makes,
    operationId: 'rotateApiKey',
    path: '/v1/api-keys/{key_id}/rotate',
    summary: 'A new secret for a key, shown this once; the old one works until the overlap is over',
    params,
    body: rotateApiKeySchema,
    answers: { 200: shownApiKeySchema },
    errors: ['not_found', 'state_conflict', ...ofBody, ...ofKey],
  }),
} as const;
