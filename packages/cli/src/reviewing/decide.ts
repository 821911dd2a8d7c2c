import type { CallOptions, Client } from '@sluice/client';
import type { DecideReviewBody, ReviewView } from '@sluice/contracts';

/** Decides a review, which is claimed first when nobody holds it. */
export const decide = async (
  client: Client,
  reviewId: string,
  bodyOf: (review: ReviewView) => DecideReviewBody,
  options: CallOptions,
): Promise<ReviewView> => {
  const review = await client.getReview(reviewId, options);
  const body = bodyOf(review);
  if (review.status === 'open') await client.claimReview(reviewId, options);
  return client.decideReview(reviewId, body, options);
};
