import * as z from 'zod/mini';
import { cursorSchema, limitSchema, uuidSchema } from '../schemas/primitives.ts';
import { decideReviewSchema, escalateReviewSchema, reviewPageSchema, reviewSchema } from '../schemas/review.ts';
import { REVIEW_STATUSES } from '../statuses.ts';
import { defineRoute, member } from './route.ts';

const params = z.strictObject({ review_id: uuidSchema });
const shared = { service: 'review', auth: member('reviewer', 'reviews:write'), idempotency: 'natural' } as const;
const read = { ...shared, method: 'GET', rateClass: 'read' } as const;
/** Every verb may be repeated: what is so already stays so. */
const act = { ...shared, method: 'POST', rateClass: 'write', params, answers: { 200: reviewSchema } } as const;
const ofBody = ['invalid_json', 'body_too_large', 'unsupported_media_type'] as const;

export const reviewRoutes = {
  listReviews: defineRoute({
    ...read,
    operationId: 'listReviews',
    path: '/v1/reviews',
    summary: 'What waits for a person, newest first, or what has another status',
    query: z.strictObject({
      limit: z.optional(limitSchema),
      cursor: z.optional(cursorSchema),
      status: z.optional(z.enum(REVIEW_STATUSES)),
    }),
    answers: { 200: reviewPageSchema },
    errors: ['invalid_cursor'],
  }),
  getReview: defineRoute({
    ...read,
    operationId: 'getReview',
    path: '/v1/reviews/{review_id}',
    summary: 'One review: what is asked, with the evidence, and who is at it',
    params,
    answers: { 200: reviewSchema },
    errors: ['not_found'],
  }),
  claimReview: defineRoute({
    ...act,
    operationId: 'claimReview',
    path: '/v1/reviews/{review_id}/claim',
    summary: 'Take a review for 15 minutes: nobody else can decide it meanwhile',
    errors: ['not_found', 'state_conflict'],
  }),
  renewReview: defineRoute({
    ...act,
    operationId: 'renewReview',
    path: '/v1/reviews/{review_id}/renew',
    summary: 'Hold a claimed review for another 15 minutes',
    errors: ['not_found', 'state_conflict'],
  }),
  releaseReview: defineRoute({
    ...act,
    operationId: 'releaseReview',
    path: '/v1/reviews/{review_id}/release',
    summary: 'Give a claimed review back; an admin may give back anyone’s',
    errors: ['not_found', 'state_conflict'],
  }),
  decideReview: defineRoute({
    ...act,
    operationId: 'decideReview',
    path: '/v1/reviews/{review_id}/decision',
    summary: 'Approve, correct or reject what you claimed; the file goes on at once',
    body: decideReviewSchema,
    errors: ['not_found', 'state_conflict', ...ofBody],
  }),
  escalateReview: defineRoute({
    ...act,
    operationId: 'escalateReview',
    path: '/v1/reviews/{review_id}/escalate',
    summary: 'Leave a review to an admin, with a word why',
    body: escalateReviewSchema,
    errors: ['not_found', 'state_conflict', ...ofBody],
  }),
} as const;
