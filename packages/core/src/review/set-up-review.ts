import type { FactOf } from '@sluice/contracts';
import { inMemoryTenantPolicies, type ReviewPolicy } from '../access/index.ts';
import { createAppendFacts, createChangeRecord, type FileRecord, inMemoryRecordStore } from '../history/index.ts';
import { deriveId, fixedClock } from '../runtime/index.ts';
import { fileUploaded, inMemoryTaskTokens, VALID_FILE_ID } from '../testing.ts';
import type { LifecycleInput } from '../upload/index.ts';
import type { RequestDeps, Reviewer } from './deps.ts';
import { createRequestReview } from './request-review.ts';
import type { Review } from './review-record.ts';

export const TENANT = 'acme';
/** `fileUploaded` says whose the file is. */
export const OWNER_ID = 'user-1';
export const POLICY: ReviewPolicy = {
  required: ['category'],
  threshold: 0.85,
  thresholds: { category: 0.9 },
  trustModel: false,
  deadlineSeconds: 3600,
  onExpiry: 'reject',
};

export function reviewer(userId: string, isAdmin = false): Reviewer {
  return { tenantId: TENANT, userId, isAdmin, correlationId: `of ${userId}` };
}

export function inputOf(fileId: string, run = 1, version = 1): LifecycleInput {
  return { tenantId: TENANT, fileId, version, run, correlationId: 'correlation-1', userId: OWNER_ID, priority: 7 };
}

/** Everything review works with, in memory, and the stages before it. */
export function setUpReview(policy: Partial<ReviewPolicy> = {}) {
  const clock = fixedClock();
  const history = inMemoryRecordStore<FileRecord>();
  const tokens = inMemoryTaskTokens();
  const deps = {
    reviews: inMemoryRecordStore<Review>(),
    history,
    tokens,
    policies: inMemoryTenantPolicies({ [TENANT]: { review: { ...POLICY, ...policy } } }),
    clock,
  } satisfies RequestDeps;
  const append = createAppendFacts(createChangeRecord({ store: history, clock }));
  const tell = (
    fileId: string,
    ...facts: FactOf<'file.uploaded' | 'file.understood' | 'file.resumed' | 'file.published'>[]
  ) =>
    append({
      key: { tenantId: TENANT, id: fileId },
      dedupeKey: JSON.stringify(facts),
      cause: inputOf(fileId),
      decide: () => facts,
    });

  /** A file that stands before its review. */
  async function understand(fileId = VALID_FILE_ID) {
    const reviewId = deriveId(fileId, 'review');
    await tell(fileId, fileUploaded({ file_id: fileId }), {
      type: 'file.understood',
      payload: {
        schema_version: 1,
        file_id: fileId,
        version: 1,
        run: 1,
        verdict: 'unsure',
        unsure: ['category', 'moderation'],
        review_id: reviewId,
        findings: {
          category: { value: 'invoice', confidence: 0.4, source: 'local' },
          language: { value: 'de', confidence: 1, source: 'local' },
        },
        search_text: '',
      },
    });
    return { fileId, reviewId };
  }

  /** A file whose review is open. */
  async function open(fileId?: string) {
    const ids = await understand(fileId);
    const taskToken = tokens.issue();
    const review = await createRequestReview(deps)({ ...inputOf(ids.fileId), taskToken });
    return { ...ids, taskToken, review };
  }

  const resume = (fileId: string, run: number) =>
    tell(fileId, {
      type: 'file.resumed',
      payload: { schema_version: 1, file_id: fileId, version: 1, run, stage: 'review', detail: 'again' },
    });
  const publish = (fileId: string) =>
    tell(fileId, {
      type: 'file.published',
      payload: { schema_version: 1, file_id: fileId, version: 1, run: 1, partial: false },
    });
  const load = async (reviewId: string) => (await deps.reviews.load({ tenantId: TENANT, id: reviewId }))?.record;
  const factsOf = async (reviewId: string) => {
    const { items } = await deps.reviews.facts({ tenantId: TENANT, id: reviewId }, { limit: 100 });
    return items;
  };
  return { clock, deps, tokens, understand, open, resume, publish, load, factsOf };
}
