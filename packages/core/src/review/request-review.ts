import type { ReviewPolicy } from '../access/index.ts';
import type { Decision, Moment } from '../history/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import { changeReview, type RequestDeps } from './deps.ts';
import { assertLatestRun, findWaitingFile, type WaitingFile } from './find-waiting-file.ts';
import type { Question, Review } from './review-record.ts';
import { isEnded } from './status-at.ts';
import { verdictOfReview } from './verdict-of-review.ts';

export type ReviewRequested = LifecycleInput & { readonly taskToken: string };

/**
 * Asks a person about a file, once; a run that takes the file up again hands in its own token and finds the claim and the
 * deadline as they were. One that has ended answers at once. Throws NotFoundError, RunSupersededError, NotInReviewError.
 */
export function createRequestReview(deps: RequestDeps) {
  return async (input: ReviewRequested): Promise<Review> => {
    const file = await findWaitingFile(deps.history, input);
    const { review: policy } = await deps.policies.policyOf(input.tenantId);
    const { record } = await changeReview(deps)({
      key: { tenantId: input.tenantId, id: file.reviewId },
      cause: input,
      decide: (review, at) =>
        review === undefined ? opened(input, file, policy, at) : resumed(review, input, file, policy, at),
    });
    if (record === undefined) {
      throw new TypeError(`review ${file.reviewId} vanished while it was requested`);
    }
    const verdict = verdictOfReview(record);
    if (verdict !== undefined) {
      await deps.tokens.succeed(input.taskToken, verdict);
    }
    return record;
  };
}

function opened(input: ReviewRequested, file: WaitingFile, policy: ReviewPolicy, at: Moment): Decision<Review> {
  const deadlineAt = new Date(Date.parse(at.occurredAt) + policy.deadlineSeconds * 1000).toISOString();
  const record: Review = {
    tenantId: input.tenantId,
    reviewId: file.reviewId,
    fileId: file.fileId,
    version: file.version,
    run: input.run,
    status: 'open',
    filename: file.filename,
    mimeType: file.mimeType,
    ownerId: file.ownerId,
    ...askAbout(file, policy),
    taskToken: input.taskToken,
    escalated: false,
    deadlineAt,
    onExpiry: policy.onExpiry,
    correlationId: input.correlationId,
    priority: input.priority,
    createdAt: at.occurredAt,
    updatedAt: at.occurredAt,
  };
  const payload = {
    schema_version: 1 as const,
    review_id: file.reviewId,
    file_id: file.fileId,
    filename: file.filename,
    unsure: record.questions.map(({ name }) => name),
    deadline_at: deadlineAt,
  };
  return { record, facts: [{ type: 'review.requested', payload }] };
}

function resumed(review: Review, input: ReviewRequested, file: WaitingFile, policy: ReviewPolicy, at: Moment) {
  assertLatestRun(review, input);
  if (isEnded(review) || (review.run === input.run && review.taskToken === input.taskToken)) {
    return undefined;
  }
  // The run may have looked at the file again: what is asked is what it found.
  const { run, taskToken } = input;
  return { record: { ...review, ...askAbout(file, policy), run, taskToken, updatedAt: at.occurredAt }, facts: [] };
}

function askAbout({ unsure = [], findings }: WaitingFile, policy: ReviewPolicy) {
  const questions = unsure.map((name): Question => {
    const finding = findings[name];
    return { name, threshold: policy.thresholds[name] ?? policy.threshold, ...(finding !== undefined && { finding }) };
  });
  return { questions, findingNames: Object.keys(findings) };
}
