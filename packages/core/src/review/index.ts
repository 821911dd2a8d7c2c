export {
  createClaimReview,
  createDecideReview,
  createEscalateReview,
  createReleaseReview,
  createRenewReview,
} from './act-on-review.ts';
export { LEASE_SECONDS } from './decide-transition.ts';
export type { DecideDeps, ExpireDeps, RequestDeps, ReviewDeps, Reviewer } from './deps.ts';
export { createExpireReview } from './expire-review.ts';
export { NotInReviewError } from './find-waiting-file.ts';
export { createGetReview } from './get-review.ts';
export { createListReviews } from './list-reviews.ts';
export { createRequestReview, type ReviewRequested } from './request-review.ts';
export type { Corrections, Question, Review, ReviewAnswer } from './review-record.ts';
export { statusAt } from './status-at.ts';
export { BY_POLICY, type ReviewDecision, reviewDecisionOf, verdictOfReview } from './verdict-of-review.ts';
