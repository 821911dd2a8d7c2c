import { isDeepStrictEqual } from 'node:util';
import type { Fact } from '@sluice/contracts';
import type { Decision, Moment } from '../history/index.ts';
import { RefusedError } from '../runtime/index.ts';
import type { Review, ReviewAnswer } from './review-record.ts';
import { holderAt, isEnded, statusAt } from './status-at.ts';

/** How long a claim holds without being renewed. */
export const LEASE_SECONDS = 15 * 60;

export type Verb =
  | { readonly verb: 'claim' | 'renew' | 'release' }
  | { readonly verb: 'decide'; readonly answer: ReviewAnswer }
  | { readonly verb: 'escalate'; readonly comment: string };

/** Who acts, as far as the rules care. */
export type Actor = { readonly userId: string; readonly isAdmin: boolean };

/** Undefined where it is so already, such as the same decision of the same person once more. */
type Transition = Decision<Review> | undefined;

/**
 * What becomes of a review when somebody acts on it: open → claimed → approved, corrected or rejected. Throws
 * RefusedError `forbidden` for whom it is not, and `state_conflict` for what cannot be now.
 */
export function decideTransition(review: Review, step: Verb, by: Actor, at: Pick<Moment, 'occurredAt'>): Transition {
  const now = Date.parse(at.occurredAt);
  assertAllowed(review, step, by);
  if (isEnded(review)) {
    if (step.verb === 'decide' && isSameAnswer(review, step.answer, by)) return undefined;
    throw conflict(review, `is ${review.status} already`);
  }
  if (statusAt(review, now) === 'expired') {
    throw conflict(review, `had to be decided until ${review.deadlineAt}`);
  }
  const transition = transitionOf(review, step, by, now);
  return transition && { ...transition, record: { ...transition.record, updatedAt: at.occurredAt } };
}

function assertAllowed(review: Review, { verb }: Verb, { userId, isAdmin }: Actor): void {
  if (verb === 'release') return;
  if (review.ownerId === userId) {
    throw new RefusedError('forbidden', `review ${review.reviewId} is of a file of your own: somebody else decides`);
  }
  if (review.escalated && !isAdmin && verb !== 'escalate') {
    throw new RefusedError('forbidden', `review ${review.reviewId} is escalated: an admin decides`);
  }
}

function transitionOf(review: Review, step: Verb, by: Actor, now: number): Transition {
  const holder = holderAt(review, now);
  switch (step.verb) {
    case 'claim':
      return holder === by.userId ? undefined : claim(assertNotHeldByAnother(review, holder, by), by, now);
    case 'renew':
      return { record: lease(assertHeld(review, holder, by), by, now), facts: [] };
    case 'release':
      return holder === undefined ? undefined : release(review, holder, by);
    case 'decide':
      return decide(assertHeld(review, holder, by), step.answer, by);
    case 'escalate':
      return escalate(assertNotHeldByAnother(review, holder, by), step.comment, by);
  }
}

function claim(review: Review, by: Actor, now: number): Decision<Review> {
  const record = lease(review, by, now);
  const payload = { ...idsOf(review), reviewer_id: by.userId, claimed_until: record.claimedUntil };
  return { record, facts: [{ type: 'review.claimed', payload }] };
}

/** No lease outlasts the deadline: nobody could use it. */
function lease(review: Review, { userId }: Actor, now: number): Review & { readonly claimedUntil: string } {
  const until = Math.min(now + LEASE_SECONDS * 1000, Date.parse(review.deadlineAt));
  return { ...review, status: 'claimed', claimedBy: userId, claimedUntil: new Date(until).toISOString() };
}

function release(review: Review, holder: string, by: Actor): Decision<Review> {
  if (!by.isAdmin) assertHeld(review, holder, by);
  const payload = { ...idsOf(review), reviewer_id: holder };
  return { record: { ...unclaimed(review), status: 'open' }, facts: [{ type: 'review.released', payload }] };
}

const STATUS_OF = { approve: 'approved', correct: 'corrected', reject: 'rejected' } as const;

function decide(review: Review, { decision, corrections, comment }: ReviewAnswer, by: Actor): Decision<Review> {
  const status = STATUS_OF[decision];
  const changed = Object.keys(corrections);
  const decided: Fact = {
    type: 'review.decided',
    payload: { ...idsOf(review), reviewer_id: by.userId, decision: status, changed, comment },
  };
  const record = {
    ...unclaimed(review),
    status,
    decidedBy: by.userId,
    ...(changed.length > 0 && { corrections }),
    ...(comment !== '' && { comment }),
  };
  return { record, facts: [decided] };
}

function isSameAnswer(review: Review, { decision, corrections, comment }: ReviewAnswer, by: Actor): boolean {
  return (
    review.decidedBy === by.userId &&
    review.status === STATUS_OF[decision] &&
    (review.comment ?? '') === comment &&
    isDeepStrictEqual({ ...review.corrections }, { ...corrections })
  );
}

function escalate(review: Review, comment: string, { userId }: Actor): Transition {
  if (review.escalated) {
    if (review.escalatedBy === userId && review.escalationComment === comment) return undefined;
    throw conflict(review, 'is escalated already');
  }
  return {
    record: {
      ...unclaimed(review),
      status: 'open',
      escalated: true,
      escalatedBy: userId,
      escalationComment: comment,
    },
    facts: [{ type: 'review.escalated', payload: { ...idsOf(review), reviewer_id: userId, comment } }],
  };
}

function assertHeld(review: Review, holder: string | undefined, { userId }: Actor): Review {
  if (holder !== userId) {
    throw conflict(review, holder === undefined ? 'is not claimed: claim it first' : `is claimed by ${holder}`);
  }
  return review;
}

function assertNotHeldByAnother(review: Review, holder: string | undefined, { userId }: Actor): Review {
  if (holder !== undefined && holder !== userId) throw conflict(review, `is claimed by ${holder}`);
  return review;
}

function unclaimed({ claimedBy: _by, claimedUntil: _until, ...review }: Review): Review {
  return review;
}

function conflict({ reviewId }: Review, what: string): RefusedError {
  return new RefusedError('state_conflict', `review ${reviewId} ${what}`);
}

function idsOf({ reviewId, fileId }: Review) {
  return { schema_version: 1, review_id: reviewId, file_id: fileId } as const;
}
