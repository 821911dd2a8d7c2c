import type { Route } from '@sluice/contracts';
import * as z from 'zod/mini';

const member = { kind: 'member', role: 'editor', scope: 'uploads:write', own: true } as const;
const shared = { service: 'upload', rateClass: 'write', errors: [], summary: 'for tests' } as const;
const params = z.strictObject({ shelf_id: z.string().check(z.regex(/^[a-z]{2,8}$/, 'must be 2 to 8 letters')) });

/** One route of each kind the edge knows. */
export const sampleRoutes = {
  readSign: {
    ...shared,
    operationId: 'readSign',
    method: 'GET',
    path: '/sign',
    auth: { kind: 'public' },
    idempotency: 'natural',
    answers: { 200: z.object({ text: z.string() }), 503: z.object({ text: z.string() }) },
  },
  listBooks: {
    ...shared,
    operationId: 'listBooks',
    method: 'GET',
    path: '/shelves/{shelf_id}/books',
    auth: { ...member, role: 'viewer', scope: 'files:read' },
    idempotency: 'natural',
    params,
    query: z.strictObject({ limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200))) }),
    answers: { 200: z.object({ shelf_id: z.string(), limit: z.optional(z.number()) }) },
  },
  addBook: {
    ...shared,
    operationId: 'addBook',
    method: 'POST',
    path: '/shelves/{shelf_id}/books',
    auth: member,
    idempotency: 'key',
    params,
    body: z.strictObject({
      title: z.string().check(z.minLength(1)),
      pages: z.optional(z.int().check(z.minimum(1))),
      authors: z.optional(z.array(z.strictObject({ name: z.string() }))),
    }),
    answers: { 201: z.object({ title: z.string(), key: z.string() }) },
  },
  removeShelf: {
    ...shared,
    operationId: 'removeShelf',
    method: 'DELETE',
    path: '/shelves/{shelf_id}',
    auth: { ...member, role: 'admin' },
    idempotency: 'natural',
    params,
    answers: { 204: null },
  },
  copyBook: {
    ...shared,
    operationId: 'copyBook',
    method: 'POST',
    path: '/shelves/{shelf_id}/copies',
    auth: member,
    idempotency: 'optional',
    bodyKind: 'form',
    params,
    body: z.strictObject({ file: z.file(), title: z.optional(z.string().check(z.minLength(1))) }),
    answers: { 201: z.object({ text: z.string(), key: z.string() }) },
  },
  sendBook: {
    ...shared,
    operationId: 'sendBook',
    method: 'PUT',
    path: '/shelves/latest/book',
    auth: member,
    idempotency: 'natural',
    bodyKind: 'unread',
    answers: { 307: null },
  },
  closeLibrary: {
    ...shared,
    operationId: 'closeLibrary',
    method: 'POST',
    path: '/library/closing',
    auth: { kind: 'operator' },
    idempotency: 'natural',
    answers: { 200: z.object({ by: z.string() }) },
  },
  openBook: {
    ...shared,
    operationId: 'openBook',
    method: 'GET',
    path: '/shelves/latest/book',
    auth: { ...member, role: 'viewer' },
    idempotency: 'natural',
    answers: { 302: null },
  },
} as const satisfies Record<string, Route>;
