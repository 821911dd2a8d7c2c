import { decideReviewSchema, escalateReviewSchema, type ReviewView } from '@sluice/contracts';
import * as z from 'zod/mini';
import { asJson, type FakeAnswer, type FakeRequest, problem } from './fake-problem.ts';
import type { FakeState } from './fake-uploads.ts';
import { uuidV7 } from './uuid-v7.ts';

/** Who calls, whatever their token says. */
const ME = 'me';
const STATUS_OF = { approve: 'approved', correct: 'corrected', reject: 'rejected' } as const;
const at = '2026-01-01T00:00:00.000Z';

/** A review that waits for a person. */
export const addReview = (state: FakeState, given: Partial<ReviewView> = {}): ReviewView => {
  const review: ReviewView = {
    ...{ review_id: uuidV7(), file_id: uuidV7(), version: 1, status: 'open', filename: 'scan.pdf' },
    ...{ mime_type: 'application/pdf', owner_id: 'someone', finding_names: ['category'], escalated: false },
    questions: [
      {
        name: 'category',
        threshold: 0.85,
        finding: {
          ...{ value: 'invoice', confidence: 0.42, source: 'local' },
          evidence: [{ page: 2, quote: 'Invoice no. 7' }],
        },
      },
    ],
    ...{ deadline_at: '2100-01-01T00:00:00.000Z', on_expiry: 'reject', priority: 5, created_at: at, updated_at: at },
    ...given,
  };
  state.reviews.set(review.review_id, review);
  return review;
};

/** What comes after a verb, or why not. The rules themselves are the service's: here are enough of them to call it by. */
const after = (review: ReviewView, verb: string | undefined, request: FakeRequest): ReviewView | FakeAnswer => {
  const mine = review.status === 'claimed' && review.claimed_by === ME;
  const { claimed_by: _by, claimed_until: _until, ...free } = review;
  if (verb === 'claim' || verb === 'renew') {
    return review.status === 'open' || mine
      ? { ...review, status: 'claimed', claimed_by: ME, claimed_until: '2100-01-01T00:00:00.000Z' }
      : problem('state_conflict', `review ${review.review_id} is ${review.status} already`);
  }
  if (verb === 'release') return { ...free, status: 'open' };
  if (verb === 'escalate') {
    const { comment } = z.parse(escalateReviewSchema, asJson(request));
    return { ...free, status: 'open', escalated: true, escalated_by: ME, escalation_comment: comment };
  }
  const { decision, corrections, comment } = z.parse(decideReviewSchema, asJson(request));
  if (!mine) return problem('state_conflict', `review ${review.review_id} is not claimed: claim it first`);
  return {
    ...{ ...free, status: STATUS_OF[decision], decided_by: ME },
    ...(corrections !== undefined && { corrections }),
    ...(comment !== undefined && { comment }),
  };
};

export const answerReviews = (state: FakeState, request: FakeRequest, path: readonly string[]): FakeAnswer => {
  const [reviewId, verb] = path;
  if (reviewId === undefined) {
    const status = request.query.get('status');
    const wanted = status === null ? ['open', 'claimed'] : [status];
    return { status: 200, body: { items: [...state.reviews.values()].filter((one) => wanted.includes(one.status)) } };
  }
  const review = state.reviews.get(reviewId);
  if (review === undefined) return problem('not_found', `review ${reviewId} does not exist`);
  const next = verb === undefined ? review : after(review, verb, request);
  if (!('review_id' in next)) return next;
  state.reviews.set(reviewId, next);
  return { status: 200, body: next };
};
