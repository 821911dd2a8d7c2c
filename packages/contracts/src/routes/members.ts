import * as z from 'zod/mini';
import { memberPageSchema, memberSchema, putMemberSchema, userIdSchema } from '../schemas/member.ts';
import { cursorSchema, limitSchema } from '../schemas/primitives.ts';
import { defineRoute, member } from './route.ts';

const shared = { service: 'access', idempotency: 'natural' } as const;
const read = { ...shared, method: 'GET', auth: member('viewer', 'members:read'), rateClass: 'read' } as const;
const write = { ...shared, auth: member('admin', 'members:write'), rateClass: 'write' } as const;
const params = z.strictObject({ user_id: userIdSchema });

export const memberRoutes = {
  listMembers: defineRoute({
    ...read,
    operationId: 'listMembers',
    path: '/v1/members',
    summary: 'Everybody your tenant says something of, by user id; others have the roles of their token',
    query: z.strictObject({ limit: z.optional(limitSchema), cursor: z.optional(cursorSchema) }),
    answers: { 200: memberPageSchema },
    errors: ['invalid_cursor'],
  }),
  getMember: defineRoute({
    ...read,
    operationId: 'getMember',
    path: '/v1/members/{user_id}',
    summary: 'What your tenant says of one person',
    params,
    answers: { 200: memberSchema },
    errors: ['not_found'],
  }),
  putMember: defineRoute({
    ...write,
    method: 'PUT',
    operationId: 'putMember',
    path: '/v1/members/{user_id}',
    summary: 'Give a person roles here; they count over those in their token within 15 seconds',
    params,
    body: putMemberSchema,
    answers: { 200: memberSchema },
    errors: ['state_conflict', 'invalid_json', 'body_too_large', 'unsupported_media_type'],
  }),
  removeMember: defineRoute({
    ...write,
    method: 'DELETE',
    operationId: 'removeMember',
    path: '/v1/members/{user_id}',
    summary: 'Let a person in no longer, whatever their token says, within 15 seconds',
    params,
    answers: { 204: null },
    errors: ['state_conflict'],
  }),
} as const;
