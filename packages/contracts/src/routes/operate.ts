import * as z from 'zod/mini';
import { healthSchema } from '../schemas/operate.ts';
import { jsonValueSchema } from '../schemas/primitives.ts';
import { defineRoute, PUBLIC } from './route.ts';

const shared = {
  service: 'operate',
  method: 'GET',
  auth: PUBLIC,
  rateClass: 'public',
  idempotency: 'natural',
  errors: [],
} as const;

export const operateRoutes = {
  getHealth: defineRoute({
    ...shared,
    operationId: 'getHealth',
    path: '/health',
    summary: 'Is it well: the whole and each service',
    answers: { 200: healthSchema, 503: healthSchema },
  }),
  getVersionedHealth: defineRoute({
    ...shared,
    operationId: 'getVersionedHealth',
    path: '/v1/health',
    summary: 'The same as /health',
    answers: { 200: healthSchema, 503: healthSchema },
  }),
  getOpenApi: defineRoute({
    ...shared,
    operationId: 'getOpenApi',
    path: '/v1/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document',
    answers: { 200: z.record(z.string(), jsonValueSchema) },
  }),
} as const;
