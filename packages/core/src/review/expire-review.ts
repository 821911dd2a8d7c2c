import type { StepVerdict } from '@sluice/contracts';
import { NotFoundError } from '../runtime/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import { changeReview, type ExpireDeps } from './deps.ts';
import { assertLatestRun, findWaitingFile } from './find-waiting-file.ts';
import { isEnded } from './status-at.ts';
import { verdictOfReview } from './verdict-of-review.ts';

/**
 * Nobody came in time: the tenant's policy decides, unless a person was first after all. The machine's clock counts, not
 * ours: it has stopped waiting. Throws NotFoundError, RunSupersededError, NotInReviewError.
 */
export function createExpireReview(deps: ExpireDeps) {
  return async (input: LifecycleInput): Promise<StepVerdict> => {
    const { reviewId } = await findWaitingFile(deps.history, input);
    const { record } = await changeReview(deps)({
      key: { tenantId: input.tenantId, id: reviewId },
      cause: input,
      decide(review, { occurredAt }) {
        if (review === undefined) {
          throw new NotFoundError('review', reviewId);
        }
        assertLatestRun(review, input);
        if (isEnded(review)) {
          return undefined;
        }
        const { claimedBy: _by, claimedUntil: _until, ...rest } = review;
        const ids = { schema_version: 1 as const, review_id: reviewId, file_id: review.fileId };
        return {
          record: { ...rest, status: 'expired', updatedAt: occurredAt },
          facts: [{ type: 'review.expired', payload: { ...ids, answer: review.onExpiry } }],
        };
      },
    });
    const verdict = record && verdictOfReview(record);
    if (verdict === undefined) {
      throw new NotFoundError('review', reviewId);
    }
    return verdict;
  };
}
