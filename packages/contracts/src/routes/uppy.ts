import {
  uppyAbortedSchema,
  uppyBatchQuerySchema,
  uppyBatchSchema,
  uppyCompletedSchema,
  uppyCompleteSchema,
  uppyCreatedSchema,
  uppyCreateSchema,
  uppyFormSchema,
  uppyKeySchema,
  uppyPageSchema,
  uppyParamsQuerySchema,
  uppyPartSchema,
  uppyPartsSchema,
  uppySignedSchema,
  uppyUploadSchema,
} from '../schemas/uppy.ts';
import { defineRoute, tokenInPath } from './route.ts';

const shared = { service: 'upload', idempotency: 'natural' } as const;
const page = { ...shared, auth: tokenInPath('page'), params: uppyPageSchema } as const;
const one = { ...shared, auth: tokenInPath('upload'), params: uppyUploadSchema, query: uppyKeySchema } as const;
const open = ['not_found', 'invalid_part', 'state_conflict', 'upload_expired'] as const;

/**
 * What Uppy's S3 clients call, unchanged: the endpoint they are given ends before `/s3`. They repeat no call, so these
 * count as transfers and not as writes.
 */
export const uppyRoutes = {
  uppyGetParams: defineRoute({
    ...page,
    operationId: 'uppyGetParams',
    method: 'GET',
    path: '/compat/uppy/{upload_token}/s3/params',
    summary: 'Uppy: declares a file of one request, anew each time, and answers its form',
    rateClass: 'transfer',
    query: uppyParamsQuerySchema,
    answers: { 200: uppyFormSchema },
    errors: ['file_too_large', 'type_not_allowed'],
  }),
  uppyCreateMultipart: defineRoute({
    ...page,
    operationId: 'uppyCreateMultipart',
    method: 'POST',
    path: '/compat/uppy/{upload_token}/s3/multipart',
    summary: 'Uppy: declares a file in parts',
    rateClass: 'transfer',
    idempotency: 'optional',
    body: uppyCreateSchema,
    answers: { 200: uppyCreatedSchema },
    errors: [
      'invalid_json',
      'idempotency_mismatch',
      'file_too_large',
      'type_not_allowed',
      'body_too_large',
      'unsupported_media_type',
    ],
  }),
  uppyListParts: defineRoute({
    ...one,
    operationId: 'uppyListParts',
    method: 'GET',
    path: '/compat/uppy/{upload_token}/s3/multipart/{upload_id}',
    summary: 'Uppy: every part S3 has stored so far, to go on after them',
    rateClass: 'transfer',
    answers: { 200: uppyPartsSchema },
    errors: ['not_found', 'state_conflict'],
  }),
  uppyAbortMultipart: defineRoute({
    ...one,
    operationId: 'uppyAbortMultipart',
    method: 'DELETE',
    path: '/compat/uppy/{upload_token}/s3/multipart/{upload_id}',
    summary: 'Uppy: gives a file up and removes its parts',
    rateClass: 'transfer',
    answers: { 200: uppyAbortedSchema },
    errors: ['not_found', 'state_conflict'],
  }),
  uppySignPart: defineRoute({
    ...one,
    operationId: 'uppySignPart',
    method: 'GET',
    path: '/compat/uppy/{upload_token}/s3/multipart/{upload_id}/{n}',
    summary: 'Uppy: signs one part',
    rateClass: 'transfer',
    params: uppyPartSchema,
    answers: { 200: uppySignedSchema },
    errors: open,
  }),
  uppySignParts: defineRoute({
    ...one,
    operationId: 'uppySignParts',
    method: 'GET',
    path: '/compat/uppy/{upload_token}/s3/multipart/{upload_id}/batch',
    summary: 'Uppy: signs several parts, for clients that ask so',
    rateClass: 'transfer',
    query: uppyBatchQuerySchema,
    answers: { 200: uppyBatchSchema },
    errors: open,
  }),
  uppyCompleteMultipart: defineRoute({
    ...one,
    operationId: 'uppyCompleteMultipart',
    method: 'POST',
    path: '/compat/uppy/{upload_token}/s3/multipart/{upload_id}/complete',
    summary: 'Uppy: puts the parts together; the location is the file it became',
    rateClass: 'transfer',
    body: uppyCompleteSchema,
    answers: { 200: uppyCompletedSchema },
    errors: [
      'invalid_json',
      'not_found',
      'state_conflict',
      'upload_expired',
      'body_too_large',
      'file_too_large',
      'unsupported_media_type',
      'size_mismatch',
      'missing_parts',
    ],
    // Ten thousand parts, each with its ETag.
    maxBodyBytes: 1024 ** 2,
  }),
} as const;
