import { NotFoundError } from '../runtime/index.ts';
import { checkAnswer } from './check-answer.ts';
import { decideTransition, type Verb } from './decide-transition.ts';
import { changeReview, type DecideDeps, type ReviewDeps, type Reviewer } from './deps.ts';
import type { Review, ReviewAnswer } from './review-record.ts';
import { verdictOfReview } from './verdict-of-review.ts';

/**
 * Lets a reviewer act, and answers the review as it is then. Of two at once one goes first, and the other is judged by
 * what it left. Throws NotFoundError, RefusedError as decideTransition says.
 */
async function act(deps: ReviewDeps, reviewer: Reviewer, reviewId: string, step: Verb): Promise<Review> {
  const key = { tenantId: reviewer.tenantId, id: reviewId };
  const known = await deps.reviews.load(key);
  if (known === undefined) {
    throw new NotFoundError('review', reviewId);
  }
  const { priority } = known.record;
  const { record } = await changeReview(deps)({
    key,
    cause: { correlationId: reviewer.correlationId, userId: reviewer.userId, priority },
    known,
    decide(review = known.record, at) {
      if (step.verb === 'decide') checkAnswer(review, step.answer);
      return decideTransition(review, step, reviewer, at);
    },
  });
  return record ?? known.record;
}

type Act = (reviewer: Reviewer, reviewId: string) => Promise<Review>;

/** Takes a review for a quarter of an hour; to claim what one holds changes nothing. */
export function createClaimReview(deps: ReviewDeps): Act {
  return (reviewer, reviewId) => act(deps, reviewer, reviewId, { verb: 'claim' });
}

/** Holds on to a review for another quarter of an hour. */
export function createRenewReview(deps: ReviewDeps): Act {
  return (reviewer, reviewId) => act(deps, reviewer, reviewId, { verb: 'renew' });
}

/** Gives a review back; an admin may give back anyone's. */
export function createReleaseReview(deps: ReviewDeps): Act {
  return (reviewer, reviewId) => act(deps, reviewer, reviewId, { verb: 'release' });
}

/** Leaves a review to an admin, with a word why. */
export function createEscalateReview(deps: ReviewDeps) {
  return (reviewer: Reviewer, reviewId: string, comment: string): Promise<Review> =>
    act(deps, reviewer, reviewId, { verb: 'escalate', comment });
}

/**
 * Decides, and lets the flow go on. The decision is kept before the flow is told: when nobody waits for the token any
 * more, the run that takes the file up at its review is answered from what is kept. A repeat tells the flow once more.
 * Throws as act does, and RefusedError `invalid_request`.
 */
export function createDecideReview(deps: DecideDeps) {
  return async (reviewer: Reviewer, reviewId: string, answer: ReviewAnswer): Promise<Review> => {
    const review = await act(deps, reviewer, reviewId, { verb: 'decide', answer });
    const verdict = verdictOfReview(review);
    if (verdict !== undefined) {
      await deps.tokens.succeed(review.taskToken, verdict);
    }
    return review;
  };
}
