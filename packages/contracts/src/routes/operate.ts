import * as z from 'zod/mini';
import {
  deadLetterSchema,
  executionSchema,
  healthSchema,
  letterIdSchema,
  reconcileSchema,
  reconciliationSchema,
  redrivenFileSchema,
  redrivenLetterSchema,
} from '../schemas/operate.ts';
import {
  cursorSchema,
  jsonValueSchema,
  limitSchema,
  pageSchema,
  tenantIdSchema,
  uuidSchema,
} from '../schemas/primitives.ts';
import { wholeNumberSchema } from '../schemas/whole-number.ts';
import { defineRoute, OPERATOR, PUBLIC } from './route.ts';

const shared = {
  service: 'operate',
  method: 'GET',
  auth: PUBLIC,
  rateClass: 'public',
  idempotency: 'natural',
  errors: [],
} as const;

const operator = { service: 'operate', auth: OPERATOR, idempotency: 'natural' } as const;
const asks = { ...operator, method: 'GET', rateClass: 'read' } as const;
const does = { ...operator, method: 'POST', rateClass: 'write' } as const;
const letter = { params: z.strictObject({ letter_id: letterIdSchema }) } as const;
/** Ids of files are unique, but a file is only ever looked for in its tenant. */
const fileOfTenant = {
  params: z.strictObject({ file_id: uuidSchema }),
  query: z.strictObject({ tenant_id: tenantIdSchema }),
} as const;
const older = {
  query: z.strictObject({
    older_than_seconds: z.optional(wholeNumberSchema(0, 86_400)),
  }),
};

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
  listDeadLetters: defineRoute({
    ...asks,
    operationId: 'listDeadLetters',
    path: '/v1/dead-letters',
    summary: 'Messages nothing could handle, newest first, each with its reason',
    query: z.strictObject({ limit: z.optional(limitSchema), cursor: z.optional(cursorSchema) }),
    answers: { 200: pageSchema(deadLetterSchema) },
    errors: ['invalid_cursor'],
  }),
  getDeadLetter: defineRoute({
    ...asks,
    ...letter,
    operationId: 'getDeadLetter',
    path: '/v1/dead-letters/{letter_id}',
    summary: 'One message nothing could handle',
    answers: { 200: deadLetterSchema },
    errors: ['not_found'],
  }),
  redriveDeadLetter: defineRoute({
    ...does,
    ...letter,
    operationId: 'redriveDeadLetter',
    path: '/v1/dead-letters/{letter_id}/redrive',
    summary: 'Handles it once more: its file is taken up, or it goes back to its queue',
    answers: { 200: redrivenLetterSchema },
    errors: ['not_found'],
  }),
  getExecution: defineRoute({
    ...asks,
    ...fileOfTenant,
    operationId: 'getExecution',
    path: '/v1/executions/{file_id}',
    summary: 'The run of a file, its stage and what has become of its execution',
    answers: { 200: executionSchema },
    errors: ['not_found'],
  }),
  redriveExecution: defineRoute({
    ...does,
    ...fileOfTenant,
    operationId: 'redriveExecution',
    path: '/v1/executions/{file_id}/redrive',
    summary: 'Takes a failed file up again, as its next run',
    answers: { 200: redrivenFileSchema },
    errors: ['not_found'],
  }),
  getReconciliation: defineRoute({
    ...asks,
    ...older,
    operationId: 'getReconciliation',
    path: '/v1/reconciliation',
    summary: 'Which files are stuck, and what would be done; does nothing',
    answers: { 200: reconciliationSchema },
    errors: [],
  }),
  reconcile: defineRoute({
    ...does,
    operationId: 'reconcile',
    path: '/v1/reconciliation',
    summary: 'Takes up every file whose execution is gone, and says which',
    body: reconcileSchema,
    answers: { 200: reconciliationSchema },
    errors: ['invalid_json', 'body_too_large', 'unsupported_media_type'],
  }),
} as const;
