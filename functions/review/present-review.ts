import type { ReviewView } from '@sluice/contracts';
import { type Review, statusAt } from '@sluice/core/review';

/** A review on the wire as it is at `now`, in milliseconds since the epoch. Its token stays inside. */
export function presentReview(review: Review, now: number): ReviewView {
  const status = statusAt(review, now);
  return {
    review_id: review.reviewId,
    file_id: review.fileId,
    version: review.version,
    status,
    filename: review.filename,
    mime_type: review.mimeType,
    owner_id: review.ownerId,
    questions: review.questions.map((question) => ({ ...question })),
    finding_names: [...review.findingNames],
    ...(status === 'claimed' && { claimed_by: review.claimedBy, claimed_until: review.claimedUntil }),
    ...(review.decidedBy !== undefined && { decided_by: review.decidedBy }),
    ...(review.corrections !== undefined && { corrections: { ...review.corrections } }),
    ...(review.comment !== undefined && { comment: review.comment }),
    escalated: review.escalated,
    ...(review.escalatedBy !== undefined && { escalated_by: review.escalatedBy }),
    ...(review.escalationComment !== undefined && { escalation_comment: review.escalationComment }),
    deadline_at: review.deadlineAt,
    on_expiry: review.onExpiry,
    priority: review.priority,
    created_at: review.createdAt,
    updated_at: review.updatedAt,
  };
}
