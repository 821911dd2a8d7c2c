import type { RecordStore } from '../history/index.ts';
import { NotFoundError } from '../runtime/index.ts';
import type { Review } from './review-record.ts';

/** One review of the tenant. Throws NotFoundError. */
export function createGetReview({ reviews }: { readonly reviews: RecordStore<Review> }) {
  return async (tenantId: string, reviewId: string): Promise<Review> => {
    const found = await reviews.load({ tenantId, id: reviewId });
    if (found === undefined) {
      throw new NotFoundError('review', reviewId);
    }
    return found.record;
  };
}
