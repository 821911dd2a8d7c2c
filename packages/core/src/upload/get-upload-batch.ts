import { UPLOAD_STATUSES, type UploadStatus } from '@sluice/contracts';
import { mayTouch } from '../access/index.ts';
import type { PageRequest } from '../history/index.ts';
import { NotFoundError } from '../runtime/index.ts';
import type { BatchRecord } from './batches.ts';
import { uploadIdInBatch } from './create-upload-batch.ts';
import type { Caller, UploadDeps } from './deps.ts';
import type { Upload } from './upload-record.ts';

export type UploadBatch = {
  readonly batch: BatchRecord;
  readonly counts: Readonly<Record<UploadStatus | 'refused', number>>;
  /** A page of them, in the order declared. */
  readonly uploads: readonly Upload[];
  readonly next?: string;
};

/** How far the uploads of a batch have come. Throws NotFoundError, also for what somebody else made. */
export function createGetUploadBatch({ batches, uploads }: Pick<UploadDeps, 'batches' | 'uploads'>) {
  return async (caller: Caller, batchId: string, { limit, after }: PageRequest): Promise<UploadBatch> => {
    const { tenantId } = caller;
    const batch = await batches.find({ tenantId, batchId });
    if (batch === undefined || !mayFindBatch(caller, batch)) {
      throw new NotFoundError('upload batch', batchId);
    }
    const refused = new Set(batch.refused.map(({ index }) => index));
    const places = Array.from({ length: batch.fileCount }, (_, index) => index).filter((index) => !refused.has(index));
    const keys = places.map((index) => ({ tenantId, id: uploadIdInBatch(batchId, index) }));
    const found = (await uploads.loadMany(keys)).flatMap((one) => (one === undefined ? [] : [one.record]));
    const from = Number(after ?? 0);
    const to = from + limit;
    return {
      batch,
      counts: { ...countByStatus(found), refused: refused.size },
      uploads: found.slice(from, to),
      ...(to < found.length && { next: String(to) }),
    };
  };
}

function mayFindBatch({ userId, seesAll, token }: Caller, { ownerId, tokenId }: BatchRecord): boolean {
  return token === undefined ? mayTouch({ userId, seesAll }, ownerId) : tokenId === token.tokenId;
}

function countByStatus(uploads: readonly Upload[]): Record<UploadStatus, number> {
  const counts = { pending: 0, uploading: 0, completing: 0, completed: 0, aborted: 0, expired: 0, failed: 0 };
  for (const status of UPLOAD_STATUSES) {
    counts[status] = uploads.filter((upload) => upload.status === status).length;
  }
  return counts;
}
