import type { ReviewStatus } from '@sluice/contracts';
import type { Review } from './review-record.ts';

/** Somebody, or the deadline, has spoken: nothing changes it any more. */
export function isEnded({ status }: Pick<Review, 'status'>): boolean {
  return status !== 'open' && status !== 'claimed';
}

/** Who holds it at `now` (milliseconds since the epoch): a lease ends by itself. */
export function holderAt({ status, claimedBy, claimedUntil }: Review, now: number): string | undefined {
  return status === 'claimed' && claimedUntil !== undefined && Date.parse(claimedUntil) > now ? claimedBy : undefined;
}

/** What it is at `now`: one whose lease is over is open again, one whose deadline is over has expired. */
export function statusAt(review: Review, now: number): ReviewStatus {
  if (isEnded(review)) return review.status;
  if (Date.parse(review.deadlineAt) <= now) return 'expired';
  return holderAt(review, now) === undefined ? 'open' : 'claimed';
}
