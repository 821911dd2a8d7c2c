import type { TenantPolicies } from '../access/index.ts';
import { type ChangeRecord, createChangeRecord, type FileRecord, type RecordStore } from '../history/index.ts';
import type { TaskTokens } from '../process/index.ts';
import type { Clock } from '../runtime/index.ts';
import type { Actor } from './decide-transition.ts';
import type { Review } from './review-record.ts';

/** What every use case of review works with. */
export type ReviewDeps = { readonly reviews: RecordStore<Review>; readonly clock: Clock };
export type DecideDeps = ReviewDeps & { readonly tokens: TaskTokens };
export type ExpireDeps = ReviewDeps & { readonly history: RecordStore<FileRecord> };
export type RequestDeps = ExpireDeps & DecideDeps & { readonly policies: TenantPolicies };

/** Who asks: from the claim, never from the request. */
export type Reviewer = Actor & { readonly tenantId: string; readonly correlationId: string };

export function changeReview({ reviews, clock }: ReviewDeps): ChangeRecord<Review> {
  return createChangeRecord({ store: reviews, clock });
}
