import * as z from 'zod/mini';
import { fileSchema, historyEventSchema, linkedRenditionSchema, linkSchema } from '../schemas/file.ts';
import { fileFormSchema } from '../schemas/file-form.ts';
import { cursorSchema, limitSchema, pageSchema, uuidSchema, waitSchema } from '../schemas/primitives.ts';
import { FILE_STATUSES } from '../statuses.ts';
import { defineRoute, member } from './route.ts';

const params = z.strictObject({ file_id: uuidSchema });
const page = { limit: z.optional(limitSchema), cursor: z.optional(cursorSchema) };
const redirect = z.optional(z.enum(['true', 'false']));
const shared = {
  service: 'catalog',
  auth: member('viewer', 'files:read'),
  rateClass: 'read',
  idempotency: 'natural',
  method: 'GET',
} as const;
const one = { ...shared, params } as const;
const change = {
  service: 'catalog',
  auth: member('editor', 'files:write', true),
  rateClass: 'write',
  idempotency: 'natural',
  params,
} as const;

export const catalogRoutes = {
  listFiles: defineRoute({
    ...shared,
    operationId: 'listFiles',
    path: '/v1/files',
    summary: 'The tenant’s files, newest first; deleted ones only when `status` asks for them',
    query: z.strictObject({ ...page, status: z.optional(z.enum(FILE_STATUSES)) }),
    answers: { 200: pageSchema(fileSchema) },
    errors: ['invalid_cursor'],
  }),
  createFile: defineRoute({
    operationId: 'createFile',
    service: 'catalog',
    method: 'POST',
    path: '/v1/files',
    summary: 'A small file in one call: 201 once it is at rest, 202 when that takes longer than `wait`',
    auth: member('editor', 'uploads:write'),
    rateClass: 'write',
    idempotency: 'optional',
    bodyKind: 'form',
    body: fileFormSchema,
    answers: { 201: fileSchema, 202: fileSchema },
    errors: [
      'state_conflict',
      'upload_expired',
      'idempotency_mismatch',
      'file_too_large',
      'type_not_allowed',
      'body_too_large',
      'unsupported_media_type',
    ],
  }),
  getFile: defineRoute({
    ...one,
    operationId: 'getFile',
    path: '/v1/files/{file_id}',
    summary: 'One file; with `wait`, answers once it is at rest or the seconds are over',
    query: z.strictObject({ wait: z.optional(waitSchema) }),
    answers: { 200: fileSchema },
    errors: ['not_found'],
  }),
  deleteFile: defineRoute({
    ...change,
    operationId: 'deleteFile',
    method: 'DELETE',
    path: '/v1/files/{file_id}',
    summary: 'Put a file out of sight; it can be restored until it is purged',
    answers: { 204: null },
    errors: ['not_found', 'state_conflict', 'precondition_failed'],
  }),
  restoreFile: defineRoute({
    ...change,
    operationId: 'restoreFile',
    method: 'POST',
    path: '/v1/files/{file_id}/restore',
    summary: 'Make a deleted file what it was',
    answers: { 200: fileSchema },
    errors: ['not_found', 'state_conflict'],
  }),
  purgeFile: defineRoute({
    ...change,
    auth: member('admin', 'files:write'),
    operationId: 'purgeFile',
    method: 'POST',
    path: '/v1/files/{file_id}/purge',
    summary: 'Remove a deleted file for good: its content, unless other files hold it too, and its renditions',
    answers: { 200: fileSchema },
    errors: ['not_found', 'state_conflict'],
  }),
  getFileHistory: defineRoute({
    ...one,
    operationId: 'getFileHistory',
    path: '/v1/files/{file_id}/history',
    summary: 'Everything that happened to a file, oldest first',
    query: z.strictObject(page),
    answers: { 200: pageSchema(historyEventSchema) },
    errors: ['not_found', 'invalid_cursor'],
  }),
  getFileContent: defineRoute({
    ...one,
    operationId: 'getFileContent',
    path: '/v1/files/{file_id}/content',
    summary: 'A short-lived URL of the published file under its own name',
    query: z.strictObject({ redirect }),
    answers: { 200: linkSchema, 302: null },
    errors: ['not_found', 'state_conflict'],
  }),
  listRenditions: defineRoute({
    ...one,
    operationId: 'listRenditions',
    path: '/v1/files/{file_id}/renditions',
    summary: 'What was made of a file, each with a short-lived URL',
    answers: { 200: z.object({ items: z.array(linkedRenditionSchema) }) },
    errors: ['not_found', 'state_conflict'],
  }),
  getRendition: defineRoute({
    ...one,
    operationId: 'getRendition',
    path: '/v1/files/{file_id}/renditions/{name}',
    summary: 'A short-lived URL of one rendition',
    params: z.strictObject({ file_id: uuidSchema, name: z.string().check(z.regex(/^[a-z0-9_]{1,64}$/)) }),
    query: z.strictObject({ redirect }),
    answers: { 200: linkedRenditionSchema, 302: null },
    errors: ['not_found', 'state_conflict'],
  }),
} as const;
