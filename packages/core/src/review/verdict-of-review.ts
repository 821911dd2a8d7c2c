import type { FactOf, Finding, StepVerdict } from '@sluice/contracts';
import type { Review } from './review-record.ts';

/** What the flow is told once a review has ended; undefined while it has not. */
export function verdictOfReview({ status, comment = '', onExpiry }: Review): StepVerdict | undefined {
  const accepted: StepVerdict = { verdict: 'accepted', reason: '', detail: '', review_seconds: 0 };
  switch (status) {
    case 'open':
    case 'claimed':
      return undefined;
    case 'approved':
    case 'corrected':
      return accepted;
    case 'rejected':
      return { verdict: 'rejected', reason: 'rejected_by_reviewer', detail: comment, review_seconds: 0 };
    case 'expired':
      return onExpiry === 'publish'
        ? accepted
        : {
            verdict: 'rejected',
            reason: 'review_expired',
            detail: 'nobody looked at it in time',
            review_seconds: 0,
          };
  }
}

export type ReviewDecision = {
  readonly decision: FactOf<'file.reviewed'>['payload']['decision'];
  readonly decidedBy: string;
  /** What a person put right. */
  readonly findings: Readonly<Record<string, Finding>>;
};

/** Who decides when nobody did. */
export const BY_POLICY = 'policy';

/** What a review means for the file when it is published; undefined while it waits, and when it must not be. */
export function reviewDecisionOf({ status, ...review }: Review): ReviewDecision | undefined {
  if (status === 'expired') {
    return review.onExpiry === 'publish' ? { decision: status, decidedBy: BY_POLICY, findings: {} } : undefined;
  }
  if (review.decidedBy === undefined || (status !== 'approved' && status !== 'corrected')) {
    return undefined;
  }
  const findings = Object.entries(review.corrections ?? {}).map(([name, value]): [string, Finding] => [
    name,
    { value, confidence: 1, source: 'person', method: 'review' },
  ]);
  return { decision: status, decidedBy: review.decidedBy, findings: Object.fromEntries(findings) };
}
