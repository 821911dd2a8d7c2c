import type { DecideReviewBody, ReviewView, reviewRoutes } from '@sluice/contracts';
import {
  createClaimReview,
  createDecideReview,
  createEscalateReview,
  createGetReview,
  createListReviews,
  createReleaseReview,
  createRenewReview,
  type DecideDeps,
  type Review,
  type ReviewAnswer,
} from '@sluice/core/review';
import type { CursorSeal } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';
import { presentReview } from './present-review.ts';
import { reviewerOf } from './reviewer.ts';

const DEFAULT_PAGE = 50;

/** Review's routes on its use cases: the wire on one side, the domain on the other. */
export function createReviewHandlers(deps: DecideDeps, cursors: CursorSeal): RouteHandlers<typeof reviewRoutes> {
  const list = createListReviews(deps);
  const get = createGetReview(deps);
  const claim = createClaimReview(deps);
  const renew = createRenewReview(deps);
  const release = createReleaseReview(deps);
  const decide = createDecideReview(deps);
  const escalate = createEscalateReview(deps);
  const present = (review: Review): ReviewView => presentReview(review, deps.clock());
  const answer = (review: Review) => ({ status: 200, body: present(review) }) as const;
  return {
    async listReviews({ principal: { tenantId }, query }) {
      const scope = { operationId: 'listReviews', tenantId };
      const page = {
        limit: query.limit ?? DEFAULT_PAGE,
        ...(query.cursor !== undefined && { after: await cursors.open(scope, query.cursor) }),
      };
      const { items, next } = await list(tenantId, page, query.status);
      return {
        status: 200,
        body: {
          items: items.map(present),
          ...(next !== undefined && { next_cursor: await cursors.seal(scope, next) }),
        },
      };
    },
    async getReview({ principal, params }) {
      return answer(await get(principal.tenantId, params.review_id));
    },
    async claimReview({ principal, correlationId, params }) {
      return answer(await claim(reviewerOf(principal, correlationId), params.review_id));
    },
    async renewReview({ principal, correlationId, params }) {
      return answer(await renew(reviewerOf(principal, correlationId), params.review_id));
    },
    async releaseReview({ principal, correlationId, params }) {
      return answer(await release(reviewerOf(principal, correlationId), params.review_id));
    },
    async decideReview({ principal, correlationId, params, body, log }) {
      const review = await decide(reviewerOf(principal, correlationId), params.review_id, answerOf(body));
      log.info('review decided', { review_id: review.reviewId, file_id: review.fileId, verdict: review.status });
      return answer(review);
    },
    async escalateReview({ principal, correlationId, params, body }) {
      return answer(await escalate(reviewerOf(principal, correlationId), params.review_id, body.comment));
    },
  };
}

/** A comment of blanks says nothing. */
function answerOf({ decision, corrections = {}, comment = '' }: DecideReviewBody): ReviewAnswer {
  return { decision, corrections, comment: comment.trim() };
}
