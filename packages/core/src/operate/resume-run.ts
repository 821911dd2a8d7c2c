import type { FailureReason, FileStatus, ResumeStage } from '@sluice/contracts';
import type { TenantPolicies } from '../access/index.ts';
import type { AppendFacts, Changed, FileRecord, RecordStore, StoredFact } from '../history/index.ts';
import type { Clock } from '../runtime/index.ts';
import type { Lifecycle } from '../upload/index.ts';

export type ResumeDeps = {
  readonly files: RecordStore<FileRecord>;
  readonly append: AppendFacts;
  readonly lifecycle: Lifecycle;
  readonly policies: TenantPolicies;
  readonly clock: Clock;
};

/** Where the flow is taken up, by how far the history says it came. Jobs are planned by Inspect: they begin there again. */
const STAGE_OF_STATUS: Partial<Record<FileStatus, ResumeStage>> = {
  understanding: 'understand',
  pending_review: 'review',
  publishing: 'publish',
};

const FAILURE_OF_STATUS: Partial<Record<FileStatus, FailureReason>> = {
  uploaded: 'inspection_failed',
  inspecting: 'inspection_failed',
  processing: 'processing_failed',
  understanding: 'understanding_failed',
  pending_review: 'review_failed',
  publishing: 'publishing_failed',
};

export function stageOf(status: FileStatus): ResumeStage {
  return STAGE_OF_STATUS[status] ?? 'inspect';
}

export function failureOf(status: FileStatus): FailureReason {
  return FAILURE_OF_STATUS[status] ?? 'internal_error';
}

/** Who takes a file up again, and why, in a sentence. */
export type Resuming = {
  readonly stage: ResumeStage;
  readonly detail: string;
  readonly correlationId: string;
  readonly userId: string;
  /** Whether the file, as it is now, still has to be taken up. */
  readonly isDue: (now: FileRecord) => boolean;
};

/** Says that the next run begins. Once for each run, whoever says it; what moved on meanwhile is left alone. */
export function appendResumed(
  { append }: Pick<ResumeDeps, 'append'>,
  file: FileRecord,
  { stage, detail, isDue, correlationId, userId }: Resuming,
): Promise<Changed<FileRecord>> {
  const { tenantId, fileId, version, priority } = file;
  const run = file.run + 1;
  return append({
    key: { tenantId, id: fileId },
    dedupeKey: `resumed#${version}.${run}`,
    cause: { correlationId, userId, priority },
    decide: (now) =>
      now !== undefined && now.version === version && now.run === file.run && isDue(now)
        ? [{ type: 'file.resumed', payload: { schema_version: 1, file_id: fileId, version, run, stage, detail } }]
        : [],
  });
}

/** A person gets at least this long, however late it is: a review that ends before it can be seen is none. */
const LEAST_REVIEW_SECONDS = 60;

/** Starts the run the record names from the stage its status shows: one execution, however often it is asked for. */
export async function startRun(
  deps: Pick<ResumeDeps, 'lifecycle' | 'policies' | 'clock'>,
  file: FileRecord,
  log: readonly StoredFact[],
): Promise<ResumeStage> {
  const { tenantId, fileId, version, run, ownerId: userId, priority } = file;
  const stage = stageOf(file.status);
  // The request it all began with: one id finds every run of a file in the logs.
  const correlationId = log[0]?.correlationId ?? fileId;
  const reviewSeconds = stage === 'review' ? await reviewSecondsLeft(deps, file, log) : 0;
  await deps.lifecycle.start(
    { tenantId, fileId, version, run, correlationId, userId, priority },
    { stage, reviewSeconds },
  );
  return stage;
}

/** Counted from when the file began to wait: taking it up again must not give it the whole time once more. */
async function reviewSecondsLeft(
  { policies, clock }: Pick<ResumeDeps, 'policies' | 'clock'>,
  { tenantId, version, updatedAt }: FileRecord,
  log: readonly StoredFact[],
): Promise<number> {
  const { review } = await policies.policyOf(tenantId);
  const began = log.findLast(({ fact }) => fact.type === 'file.understood' && fact.payload.version === version);
  const waited = Math.floor((clock() - Date.parse(began?.occurredAt ?? updatedAt)) / 1000);
  return Math.max(LEAST_REVIEW_SECONDS, review.deadlineSeconds - waited);
}
