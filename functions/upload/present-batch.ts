import type { CreatedBatchItemView, CreatedUploadBatchView, UploadBatchView } from '@sluice/contracts';
import type { CreatedBatch, CreatedBatchItem, UploadBatch } from '@sluice/core/upload';
import { presentPart } from './present-upload.ts';

/** A new batch on the wire: a line a file, in the order declared. */
export function presentCreatedBatch({ batchId, items }: CreatedBatch): CreatedUploadBatchView {
  return { batch_id: batchId, items: items.map(presentItem) };
}

function presentItem(item: CreatedBatchItem): CreatedBatchItemView {
  const { filename, relativePath } = item.request;
  const file = { filename, ...(relativePath !== undefined && { relative_path: relativePath }) };
  if (item.outcome === 'refused') {
    return { ...file, error: { code: item.code, detail: item.detail } };
  }
  const { upload, part } = item;
  return {
    ...file,
    upload_id: upload.uploadId,
    strategy: upload.strategy,
    part_size: upload.partSize,
    part_count: upload.partCount,
    ...(part && { parts: [presentPart(part)] }),
  };
}

/** A batch on the wire, with a page of its uploads. */
export function presentBatch({ batch, counts, uploads }: Omit<UploadBatch, 'next'>): UploadBatchView {
  return {
    batch_id: batch.batchId,
    created_at: batch.createdAt,
    counts: { ...counts },
    items: uploads.map(({ uploadId, status, filename, relativePath, fileId }) => ({
      upload_id: uploadId,
      status,
      filename,
      ...(relativePath !== undefined && { relative_path: relativePath }),
      ...(status === 'completed' && { file_id: fileId }),
    })),
  };
}
