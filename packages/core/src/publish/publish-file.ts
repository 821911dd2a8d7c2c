import type { Fact, Finding } from '@sluice/contracts';
import { type AppendInRun, type FileRecord, type RecordStore, SETTLED } from '../history/index.ts';
import { NotFoundError } from '../runtime/index.ts';
import type { LifecycleInput } from '../upload/index.ts';

/** What a person said of a file that waited, or the policy when nobody came: corrections are findings. */
export type ReviewDecision = {
  readonly decision: 'approved' | 'corrected' | 'expired';
  readonly decidedBy: string;
  readonly findings: Readonly<Record<string, Finding>>;
};

/** A file that waits for a person was to be published without their word. */
export class ReviewUndecidedError extends Error {
  override readonly name = 'ReviewUndecided';
  constructor(fileId: string) {
    super(`file ${fileId} waits for a person, and nobody has decided`);
  }
}

export type PublishDeps = {
  readonly history: RecordStore<FileRecord>;
  readonly appendInRun: AppendInRun;
  /** How a review ended that lets its file through; undefined when it did not. */
  readonly decisionOf: (tenantId: string, reviewId: string) => Promise<ReviewDecision | undefined>;
};

/**
 * Makes a file visible with all that was made of it: one transaction. Answers the status the file rests in, which is
 * another one when the run was settled before. Throws NotFoundError, ReviewUndecidedError and RunSupersededError.
 */
export function createPublishFile({ history, appendInRun, decisionOf }: PublishDeps) {
  return async (input: LifecycleInput): Promise<string> => {
    const { tenantId, fileId } = input;
    const found = await history.load({ tenantId, id: fileId });
    const waited = found?.record.status === 'pending_review' ? found.record : undefined;
    const decision = waited && (await decisionOf(tenantId, waited.reviewId ?? ''));
    const { record } = await appendInRun(
      input,
      SETTLED,
      (file) => [
        ...(file.status === 'pending_review' ? [reviewed(input, file, decision)] : []),
        {
          type: 'file.published',
          payload: { ...idsOf(input), partial: file.partial ?? false },
        },
      ],
      found,
    );
    if (record === undefined) {
      throw new NotFoundError('file', fileId);
    }
    return record.status;
  };
}

function idsOf({ fileId, version, run }: LifecycleInput) {
  return { schema_version: 1, file_id: fileId, version, run } as const;
}

function reviewed(input: LifecycleInput, { reviewId }: FileRecord, review: ReviewDecision | undefined): Fact {
  if (review === undefined || reviewId === undefined) {
    throw new ReviewUndecidedError(input.fileId);
  }
  return {
    type: 'file.reviewed',
    payload: {
      ...idsOf(input),
      review_id: reviewId,
      decision: review.decision,
      decided_by: review.decidedBy,
      findings: { ...review.findings },
    },
  };
}
