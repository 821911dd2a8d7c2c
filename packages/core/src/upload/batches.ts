import type { ErrorCode } from '@sluice/contracts';

export type BatchKey = { readonly tenantId: string; readonly batchId: string };

/** A file of a batch that became no upload. `index` is its place in the request. */
export type RefusedFile = { readonly index: number; readonly code: ErrorCode; readonly detail: string };

/** Many files declared at once. Their uploads have ids that follow from the batch's. */
export type BatchRecord = BatchKey & {
  readonly ownerId: string;
  /** The upload token it was made with. */
  readonly tokenId?: string;
  readonly fileCount: number;
  readonly refused: readonly RefusedFile[];
  readonly createdAt: string;
};

export interface Batches {
  /** Keeps the batch, or answers the one that is there already. */
  add(batch: BatchRecord): Promise<BatchRecord>;
  find(key: BatchKey): Promise<BatchRecord | undefined>;
}
